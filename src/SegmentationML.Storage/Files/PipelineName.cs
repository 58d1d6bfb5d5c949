using System.Text.RegularExpressions;
using SegmentationML.Core;

namespace SegmentationML.Storage.Files;

/// <summary>The rule for names of pipelines, which become names of folders and files on any system.</summary>
internal static partial class PipelineName
{
    /// <summary>Whether a name follows the rule: lower-case letters, digits and hyphens, at most 63, not starting with a hyphen, and no name that Windows keeps for devices.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string name) => Rule().IsMatch(name) && !Device().IsMatch(name);

    /// <summary>Throws <c>SEG-LEDG-002</c> for a name that breaks the rule.</summary>
    /// <param name="name">The name.</param>
    public static void Require(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!IsValid(name))
        {
            var shown = name.Length <= 80 ? name : name[..80] + "…";
            throw new ProblemException(new Problem(
                "SEG-LEDG-002", $"'{shown}' is no name for a pipeline.", "Use 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit, such as 'spare-parts'."));
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Device();
}
