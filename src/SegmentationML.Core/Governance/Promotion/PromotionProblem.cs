using System.Globalization;

namespace SegmentationML.Core.Governance.Promotion;

/// <summary>The problems of promotions.</summary>
internal static class PromotionProblem
{
    /// <summary>The word of an enum's member as it stands in YAML: <c>decision-tests</c>.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}"));

    public static Problem Setting(string setting, object found, string expected) => new(
        "SEG-PROM-001", string.Create(CultureInfo.InvariantCulture, $"decision-rights: {setting} is {found}."), $"Write {expected}.");

    public static Problem Gate(string pipeline, long version, GateEvidence evidence) => new(
        "SEG-PROM-002", $"Version {version} of '{pipeline}' does not pass the gate '{Word(evidence.Gate)}': {evidence.Finding}",
        "Publish a version that passes. If the limit is wrong for this segmentation, change it under gates: in decision-rights.yaml together with those who own it.");

    public static Problem WrongState(string pipeline, long version, string what, VersionPromotion promotion) => new(
        "SEG-PROM-003", $"Version {version} of '{pipeline}' is {Word(promotion.State)} and cannot be {what} now.", promotion.State switch
        {
            PromotionState.Candidate => $"Bring it forward first with `segml model promote {pipeline} --version {version}`.",
            PromotionState.Live => "It is in use already; `segml model rollback` takes it out of use.",
            PromotionState.Retired when promotion.WasLive => $"It was in use before: `segml model rollback {pipeline} --to {version}` publishes its content anew.",
            PromotionState.Retired => $"Bring it forward again with `segml model promote {pipeline} --version {version}`.",
            _ => "Look at `segml model show` for what was done with it.",
        });

    public static Problem FourEyes(string pipeline, long version, string person) => new(
        "SEG-PROM-004", $"'{person}' proposed version {version} of '{pipeline}' and cannot approve it too.", "Somebody else has to approve it: four eyes.");

    public static Problem NoRight(string pipeline, long version, string person, RequiredDecision required) => new(
        "SEG-PROM-005", $"'{person}' may not decide on version {version} of '{pipeline}': that takes {required}.", "Ask somebody who has the role; roles and deputies stand in people.yaml.");

    public static Problem Twice(string pipeline, long version, string person) => new(
        "SEG-PROM-006", $"'{person}' has approved version {version} of '{pipeline}' already.", "Nothing was changed; the others that are needed are still asked.");

    public static Problem BaseMoved(string pipeline, long version, long? @base, long? live) => new(
        "SEG-PROM-007", $"Version {version} of '{pipeline}' was judged against {Name(@base)}, but {Name(live)} is in use now.",
$"Nothing was changed. Run the pipeline again: the version that it then makes follows the one in use.");

    public static Problem NoPerson(string person) => new("SEG-PROM-008", $"'{person}' is what decisions of rules are recorded under, and no person.", "Name who acts with --by.");

    public static Problem Unknown(string person) => new("SEG-PROM-011", $"people.yaml does not know '{GovernedText.Shown(person)}'.", "Add the person there, or name another with --by.");

    public static Problem NoReason(string pipeline, long version) => new("SEG-PROM-009", $"Version {version} of '{pipeline}' is to be rejected without a reason.", "Say why with --reason.");

    private static string Name(long? version) => version is { } v ? $"version {v}" : "no version";
}
