namespace SegmentationML.Core;

/// <summary>One thing that is wrong, said so that a person can mend it.</summary>
/// <param name="Code">Stable code, <c>SEG-AREA-NNN</c>; every code is listed in <c>docs/errors.md</c>.</param>
/// <param name="What">What was found, with the value and the place; never a secret.</param>
/// <param name="Fix">What to do about it.</param>
public sealed record Problem(string Code, string What, string Fix)
{
    /// <summary>The problem on one line, as the command line prints it.</summary>
    public override string ToString() => $"{Code}: {What} {Fix}";
}
