namespace SegmentationML.Service.Doctor;

/// <summary>What one look found.</summary>
/// <param name="Check">What was looked at, such as <c>disk</c>.</param>
/// <param name="Health">How it stands.</param>
/// <param name="What">What was found, in a sentence.</param>
/// <param name="Fix">What to do; null when nothing is.</param>
public sealed record Finding(string Check, Health Health, string What, string? Fix = null)
{
    internal static Finding Good(string check, string what) => new(check, Health.Good, what);

    internal static Finding Warning(string check, string what, string fix) => new(check, Health.Warning, what, fix);

    internal static Finding Bad(string check, string what, string fix) => new(check, Health.Bad, what, fix);
}
