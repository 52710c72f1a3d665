/**
 * What a CI says about the change that it checks. A source is the name of a variable, or `event.` and a path in
 * the JSON file that GITHUB_EVENT_PATH names.
 */
export interface CiProvider {
  readonly name: string
  /** Variables that must match for the row to hold. */
  readonly when: Readonly<Record<string, RegExp>>
  /** The branch that a pull request is to be merged into, or that branch's commit; the first that is there counts most. */
  readonly target?: readonly string[]
  /** The repository's default branch: the target where there is no pull request. */
  readonly defaultBranch?: readonly string[]
  /** The branch's commit before what was pushed. */
  readonly before?: readonly string[]
  /** Where the checkout may be a merge commit that the CI made, target first: its ref and its id. */
  readonly mergeCommit?: { readonly ref: string; readonly id: string }
  /** What to change there so that the whole history is cloned. */
  readonly wholeHistory: string
}

/**
 * The first row that holds counts. Sources: "Variables reference" and "Webhook events and payloads" (GitHub),
 * "Predefined CI/CD variables reference" (GitLab), "Variables and secrets" (Bitbucket), "Project values and
 * variables" (CircleCI), "Use predefined variables" (Azure Pipelines), the Branch API and Git plugins (Jenkins),
 * "Environment variables" (Buildkite). CircleCI names no target branch in any variable.
 */
export const ciProviders: readonly CiProvider[] = [
  {
    name: 'GitHub Actions',
    when: { GITHUB_ACTIONS: /./, GITHUB_EVENT_NAME: /^pull_request(_target)?$/ },
    target: ['GITHUB_BASE_REF', 'event.pull_request.base.ref', 'event.pull_request.base.sha'],
    mergeCommit: { ref: 'GITHUB_REF', id: 'GITHUB_SHA' },
    wholeHistory: 'set fetch-depth: 0 on actions/checkout',
  },
  {
    name: 'GitHub Actions',
    when: { GITHUB_ACTIONS: /./, GITHUB_EVENT_NAME: /^merge_group$/ },
    // The commit first: the queue may have put other pull requests between the branch's tip and this one.
    target: ['event.merge_group.base_sha', 'event.merge_group.base_ref'],
    wholeHistory: 'set fetch-depth: 0 on actions/checkout',
  },
  {
    name: 'GitHub Actions',
    when: { GITHUB_ACTIONS: /./ },
    defaultBranch: ['event.repository.default_branch'],
    before: ['event.before'],
    wholeHistory: 'set fetch-depth: 0 on actions/checkout',
  },
  {
    name: 'GitLab CI',
    when: { GITLAB_CI: /./ },
    target: ['CI_MERGE_REQUEST_TARGET_BRANCH_NAME', 'CI_MERGE_REQUEST_DIFF_BASE_SHA'],
    defaultBranch: ['CI_DEFAULT_BRANCH'],
    before: ['CI_COMMIT_BEFORE_SHA'],
    wholeHistory: 'set the variable GIT_DEPTH to 0',
  },
  {
    name: 'Bitbucket Pipelines',
    when: { BITBUCKET_BUILD_NUMBER: /./ },
    target: ['BITBUCKET_PR_DESTINATION_BRANCH', 'BITBUCKET_PR_DESTINATION_COMMIT'],
    wholeHistory: 'set clone: depth: full',
  },
  {
    name: 'CircleCI',
    when: { CIRCLECI: /./ },
    wholeHistory: 'set method: full on the checkout step',
  },
  {
    name: 'Azure Pipelines',
    when: { TF_BUILD: /./ },
    target: ['SYSTEM_PULLREQUEST_TARGETBRANCH', 'SYSTEM_PULLREQUEST_TARGETBRANCHNAME'],
    mergeCommit: { ref: 'BUILD_SOURCEBRANCH', id: 'BUILD_SOURCEVERSION' },
    wholeHistory: 'set fetchDepth: 0 on the checkout step',
  },
  {
    name: 'Jenkins',
    when: { JENKINS_URL: /./ },
    target: ['CHANGE_TARGET'],
    before: ['GIT_PREVIOUS_COMMIT'],
    wholeHistory: 'switch the shallow clone of the job off',
  },
  {
    name: 'Buildkite',
    when: { BUILDKITE: /./ },
    target: ['BUILDKITE_PULL_REQUEST_BASE_BRANCH'],
    defaultBranch: ['BUILDKITE_PIPELINE_DEFAULT_BRANCH'],
    wholeHistory: 'take --depth out of BUILDKITE_GIT_CLONE_FLAGS',
  },
  { name: 'CI', when: { CI: /^(?!false$|0$)./ }, wholeHistory: 'let the CI clone the whole history' },
]
