package inside

const N = 1
