import adapterNode from '@sveltejs/adapter-node';
export default { kit: { adapter: adapterNode() } };
