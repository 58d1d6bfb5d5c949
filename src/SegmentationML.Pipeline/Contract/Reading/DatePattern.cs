using System.Text;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Turns a date format of Java's DateTimeFormatter, which the standard prescribes, into one of strptime, which the engine reads text by.</summary>
/// <remarks>Understood: year <c>yyyy uuuu yy</c>, month <c>MM M MMM MMMM</c>, day <c>dd d</c>, hour <c>HH H hh h</c>, minute <c>mm m</c>, second <c>ss s</c>, fraction <c>S…</c>, half of the day <c>a</c>, offset <c>X XX XXX Z</c>, weekday <c>E EEEE</c>, text in quotes, and other characters as they stand.</remarks>
internal static class DatePattern
{
    /// <summary>Translates a format.</summary>
    /// <param name="format">Such as <c>yyyy-MM-dd</c>.</param>
    /// <returns>Such as <c>%Y-%m-%d</c>; null when a letter is not understood.</returns>
    public static string? ToStrptime(string format)
    {
        var text = new StringBuilder(format.Length + 8);
        for (var i = 0; i < format.Length;)
        {
            var run = 1;
            while (i + run < format.Length && format[i + run] == format[i])
            {
                run++;
            }

            if (format[i] == '\'')
            {
                var end = format.IndexOf('\'', i + 1);
                if (end < 0)
                {
                    return null;
                }

                text.Append(end == i + 1 ? "'" : format.AsSpan((i + 1)..end).ToString().Replace("%", "%%", StringComparison.Ordinal));
                i = end + 1;
                continue;
            }

            if (Code(format[i], run) is not { } code)
            {
                return null;
            }

            text.Append(code);
            i += run;
        }

        return text.ToString();
    }

    private static string? Code(char letter, int run) => (letter, run) switch
    {
        ('y' or 'u', 4) => "%Y",
        ('y' or 'u', 2) => "%y",
        ('M', 1 or 2) => "%m",
        ('M', 3) => "%b",
        ('M', 4) => "%B",
        ('d', 1 or 2) => "%d",
        ('H', 1 or 2) => "%H",
        ('h', 1 or 2) => "%I",
        ('m', 1 or 2) => "%M",
        ('s', 1 or 2) => "%S",
        ('S', <= 3) => "%g",
        ('S', <= 6) => "%f",
        ('S', <= 9) => "%n",
        ('a', 1) => "%p",
        ('X', <= 3) or ('Z', 1) => "%z",
        ('E', <= 3) => "%a",
        ('E', 4) => "%A",
        ('T', _) => new string('T', run),
        ('%', _) => string.Concat(Enumerable.Repeat("%%", run)),
        _ => char.IsAsciiLetter(letter) ? null : new string(letter, run),
    };
}
