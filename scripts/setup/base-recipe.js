/** How the sandbox's base image is made of Debian's packages where no registry can be reached. Changing it renames the image. */
export const BASE_RECIPE = {
  suite: 'trixie',
  components: ['main'],
  backports: 'trixie-backports',
  packages: ['golang-1.27-go', 'gcc', 'libc6-dev', 'ca-certificates', 'golang-gopkg-yaml.v3-dev'],
};
