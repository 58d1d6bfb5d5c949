namespace SegmentationML.Core.Segmentation;

/// <summary>The classes of one dimension: their codes and which of them are ordered.</summary>
/// <remarks>Class indices are bytes: the position of the code in <see cref="Codes"/>.</remarks>
public sealed class ClassScheme
{
    /// <summary>The class index that stands for no class.</summary>
    public const byte NoClass = byte.MaxValue;

    /// <summary>Names the classes of a dimension.</summary>
    /// <param name="name">Short name of the dimension, such as ABC; the prefix of its reason codes.</param>
    /// <param name="codes">Class codes; the ordered ones first, best first.</param>
    /// <param name="ordered">How many of the codes, from the first, form an order; the rest (such as U or N) stand outside it.</param>
    public ClassScheme(string name, IReadOnlyList<string> codes, int ordered)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ProblemException.ThrowIfAny(Problems(name, codes));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ordered, codes.Count);
        ArgumentOutOfRangeException.ThrowIfNegative(ordered);
        Name = name;
        Codes = [.. codes];
        Ordered = ordered;
        Reasons = [.. codes.Select(code => $"{name}:{code}")];
    }

    /// <summary>Short name of the dimension.</summary>
    public string Name { get; }

    /// <summary>Class codes by class index.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>Reason codes by class index: <c>NAME:CODE</c>.</summary>
    public IReadOnlyList<string> Reasons { get; }

    /// <summary>How many classes, from the first, form an order, best first.</summary>
    public int Ordered { get; }

    /// <summary>Index of a class code; -1 when there is no such class.</summary>
    public int IndexOf(string code)
    {
        for (var index = 0; index < Codes.Count; index++)
        {
            if (string.Equals(Codes[index], code, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    internal static IEnumerable<Problem> Problems(string name, IReadOnlyList<string> codes)
    {
        if (!IsCode(name))
        {
            yield return SegmentationProblems.ClassCode("dimension", name, "cannot be a dimension's name");
        }

        if (codes.Count is 0 or > 250)
        {
            yield return SegmentationProblems.ClassCode(name, codes.Count == 0 ? string.Empty : codes[^1], $"is one of {codes.Count}");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            if (!IsCode(code))
            {
                yield return SegmentationProblems.ClassCode(name, code, "is empty or has a reserved character");
            }
            else if (!seen.Add(code))
            {
                yield return SegmentationProblems.ClassCode(name, code, "is named twice");
            }
        }
    }

    private static bool IsCode(string? code)
        => !string.IsNullOrEmpty(code) && code.AsSpan().IndexOfAny(":;|*") < 0 && !code.Any(char.IsWhiteSpace);
}
