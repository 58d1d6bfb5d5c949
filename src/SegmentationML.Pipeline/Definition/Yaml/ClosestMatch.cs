namespace SegmentationML.Pipeline.Definition.Yaml;

/// <summary>Finds the name that was probably meant.</summary>
public static class ClosestMatch
{
    private const int ShortestBeginning = 3;

    /// <summary>The candidate with the least edit distance, or null when none is near (more than a third of the letters differ). A name that is the beginning of another is near to it.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What is known.</param>
    /// <remarks>Optimal string alignment (Damerau 1964): insertions, deletions, substitutions and swaps of neighbours cost one each; ties go to the fewest edits, then to the first candidate.</remarks>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        var least = (Near: Math.Max(2, (name.Length / 3) + 1), Edits: 0);
        foreach (var candidate in candidates)
        {
            var (a, b) = (name.ToLowerInvariant(), candidate.ToLowerInvariant());
            var isBeginning = a.Length >= ShortestBeginning && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal));
            var edits = Distance(a, b);
            var distance = (Near: isBeginning ? Math.Min(1, edits) : edits, Edits: edits);
            if (distance.CompareTo(least) < 0)
            {
                (best, least) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>A sentence such as <c>Did you mean 'horizon'?</c>, or the list of what is known when nothing is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="candidates">What is known.</param>
    public static string Hint(string name, IReadOnlyCollection<string> candidates)
        => Of(name, candidates) is { } near ? $"Did you mean '{near}'?" : $"Known here: {string.Join(", ", candidates)}.";

    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var value = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                var swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                rows[i, j] = swapped ? Math.Min(value, rows[i - 2, j - 2] + 1) : value;
            }
        }

        return rows[a.Length, b.Length];
    }
}
