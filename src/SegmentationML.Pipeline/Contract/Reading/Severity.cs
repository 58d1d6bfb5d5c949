using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>What a broken rule ends in, by its severity and by whether it points at rows.</summary>
/// <remarks>
/// | severity | points at rows | table as a whole |
/// | info, low, minor, warning, warn, medium | warn | warn |
/// | error (when nothing is said), high, major | quarantine | block |
/// | critical, blocker, fatal | block | block |
/// The standard leaves the word free; the words of common rule engines are understood, upper or lower case, and others are refused rather than guessed.
/// </remarks>
internal static class Severity
{
    private static readonly string[] Mild = ["info", "low", "minor", "warning", "warn", "medium"];
    private static readonly string[] Normal = ["error", "high", "major"];
    private static readonly string[] Hard = ["critical", "blocker", "fatal"];

    /// <summary>All words that are understood, mild ones first.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Mild, .. Normal, .. Hard];

    /// <summary>True when the word is understood; null is, and means error.</summary>
    /// <param name="word">As written.</param>
    public static bool IsKnown(string? word) => word is null || Words.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>What a failure ends in.</summary>
    /// <param name="word">A known word, or null.</param>
    /// <param name="pointsAtRows">True when single rows break the rule and can be taken out.</param>
    public static ContractOutcome Outcome(string? word, bool pointsAtRows)
        => word is not null && Mild.Contains(word, StringComparer.OrdinalIgnoreCase) ? ContractOutcome.Warn
            : word is not null && Hard.Contains(word, StringComparer.OrdinalIgnoreCase) ? ContractOutcome.Block
            : pointsAtRows ? ContractOutcome.Quarantine
            : ContractOutcome.Block;
}
