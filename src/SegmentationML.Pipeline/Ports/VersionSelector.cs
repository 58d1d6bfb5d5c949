using System.Globalization;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ports;

/// <summary>Which version is meant: <c>current</c>, <c>latest</c>, <c>3</c>, <c>champion</c>, <c>tag:2026-q3</c>, <c>2026-10-01</c> or <c>2026-10-01T12:00Z</c>.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Kind">In which way.</param>
public sealed record VersionSelector(string Text, VersionSelection Kind)
{
    private const string TagPrefix = "tag:";
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"];

    /// <summary>The version in use.</summary>
    public static VersionSelector InUse { get; } = new(VersionName.Current, VersionSelection.Current);

    /// <summary>The number; 0 unless one is given.</summary>
    public long Number { get; init; }

    /// <summary>The alias or tag; empty unless one is given.</summary>
    public string Name { get; init; } = "";

    /// <summary>The moment, UTC. A day stands for its last moment: what was in use at the end of it.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Reads a selector; <c>SEG-PUB-012</c> or <c>SEG-PUB-013</c> when it is none.</summary>
    /// <param name="text">The text.</param>
    public static VersionSelector Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            VersionName.Current => InUse,
            VersionName.Latest => new(text, VersionSelection.Latest),
            _ when text.StartsWith(TagPrefix, StringComparison.Ordinal) => OfTag(text),
            [>= '0' and <= '9', ..] => OfNumber(text) ?? OfTime(text) ?? throw Unreadable(text),
            _ => OfAlias(text),
        };
    }

    private static VersionSelector OfTag(string text)
    {
        var name = text[TagPrefix.Length..];
        VersionName.RequireTag(name);
        return new(text, VersionSelection.Tag) { Name = name };
    }

    private static VersionSelector OfAlias(string text)
    {
        VersionName.RequireAlias(text);
        return new(text, VersionSelection.Alias) { Name = text };
    }

    private static VersionSelector? OfNumber(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? new(text, VersionSelection.Number) { Number = number } : null;

    private static VersionSelector? OfTime(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var last = new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59, 999)), TimeSpan.Zero);
            return new(text, VersionSelection.Time) { Time = last };
        }

        return DateTimeOffset.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new(text, VersionSelection.Time) { Time = time } : null;
    }

    private static ProblemException Unreadable(string text) => new(new Problem(
        "SEG-PUB-013", $"'{(text.Length <= 80 ? text : text[..80] + "…")}' names no version.", "Write a number (3), an alias (champion), a tag (tag:2026-q3), a day (2026-10-01) or a UTC time (2026-10-01T12:00Z)."));
}
