using System.Text.RegularExpressions;
using SegmentationML.Core;

namespace SegmentationML.Storage.Registry;

/// <summary>The rules for tags.</summary>
internal static partial class ModelTag
{
    private const int LongestValue = 5000;

    /// <summary>Throws <c>SEG-REG-004</c> for a key or value that breaks them.</summary>
    public static void Require(string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!Key().IsMatch(key))
        {
            throw new ProblemException(ModelProblem.Tag($"A tag's key of {key.Length} characters does not follow the rule."));
        }

        if (value is not null && (value.Length > LongestValue || value.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) || HasLoneSurrogate(value)))
        {
            throw new ProblemException(ModelProblem.Tag($"The value of tag '{key}', of {value.Length} characters, does not follow the rule."));
        }
    }

    private static bool HasLoneSurrogate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(value[i]))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_./-]{1,250}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
