namespace SegmentationML.Core;

/// <summary>The one exception type of the product: it carries every <see cref="Problem"/> that was found, not only the first.</summary>
public sealed class ProblemException : Exception
{
    /// <summary>Carries one problem.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="cause">The exception that was translated, if any.</param>
    public ProblemException(Problem problem, Exception? cause = null)
        : this([problem], cause)
    {
    }

    /// <summary>Carries several problems.</summary>
    /// <param name="problems">All that is wrong, at least one.</param>
    /// <param name="cause">The exception that was translated, if any.</param>
    public ProblemException(IReadOnlyList<Problem> problems, Exception? cause = null)
        : base(string.Join(Environment.NewLine, problems), cause)
    {
        ArgumentOutOfRangeException.ThrowIfZero(problems.Count, nameof(problems));
        Problems = problems;
    }

    /// <summary>All problems, in the order in which they were found.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Throws when there is at least one problem.</summary>
    /// <param name="problems">The outcome of a validation.</param>
    public static void ThrowIfAny(IEnumerable<Problem> problems)
    {
        var found = problems.ToArray();
        if (found.Length > 0)
        {
            throw new ProblemException(found);
        }
    }
}
