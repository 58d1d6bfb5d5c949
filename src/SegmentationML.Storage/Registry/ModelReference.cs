using System.Globalization;
using System.Text.RegularExpressions;
using SegmentationML.Core;

namespace SegmentationML.Storage.Registry;

/// <summary>What a caller names a version by: a number, an alias, or the newest.</summary>
/// <param name="Version">The number; null for an alias or the newest.</param>
/// <param name="Alias">The alias; null for a number or the newest.</param>
internal sealed partial record ModelReference(long? Version, string? Alias)
{
    /// <summary>The newest version that has files.</summary>
    public const string Latest = "latest";

    private const string AliasMark = "@";

    /// <summary>Reads a reference: digits are a number, <c>@</c> marks what is an alias in any case.</summary>
    public static ModelReference Parse(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference == Latest)
        {
            return new ModelReference(null, null);
        }

        if (long.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new ModelReference(number, null);
        }

        var alias = reference.StartsWith(AliasMark, StringComparison.Ordinal) ? reference[1..] : reference;
        RequireAlias(alias);
        return new ModelReference(null, alias);
    }

    /// <summary>Throws <c>SEG-REG-002</c> for a text that may not be an alias.</summary>
    public static void RequireAlias(string alias)
    {
        ArgumentNullException.ThrowIfNull(alias);
        if (!Rule().IsMatch(alias) || Reserved().IsMatch(alias))
        {
            throw new ProblemException(ModelProblem.Alias(alias));
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,255}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\A(latest|v[0-9]+)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Reserved();
}
