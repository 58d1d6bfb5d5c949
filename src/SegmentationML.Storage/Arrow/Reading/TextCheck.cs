using System.Text.Unicode;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>Checks that every text is UTF-8, mostly in one pass over all of them.</summary>
internal static class TextCheck
{
    /// <summary>Throws when a text is not UTF-8; what lies under nulls and between texts does not matter.</summary>
    /// <param name="column">For the message.</param>
    /// <param name="offsets">Checked: rising and within the data.</param>
    /// <param name="data">All texts.</param>
    /// <param name="validity">Empty when no row is null.</param>
    public static void Require(string column, ReadOnlySpan<int> offsets, ReadOnlySpan<byte> data, ReadOnlySpan<byte> validity)
    {
        if (Utf8.IsValid(data[offsets[0]..]) && StartsAreCharacters(offsets, data))
        {
            return;
        }

        for (var row = 0; row < offsets.Length - 1; row++)
        {
            var present = validity.IsEmpty || ((validity[row >> 3] >> (row & 7)) & 1) != 0;
            if (present && !Utf8.IsValid(data[offsets[row]..offsets[row + 1]]))
            {
                throw NotUtf8(column);
            }
        }
    }

    /// <summary>The problem, worded once.</summary>
    public static Core.ProblemException NotUtf8(string column) => ArrowProblems.Data($"Column '{column}' holds text that is not UTF-8.");

    // The whole may be UTF-8 while an offset cuts a character in two.
    private static bool StartsAreCharacters(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> data)
    {
        foreach (var offset in offsets)
        {
            if (offset < data.Length && (data[offset] & 0xC0) == 0x80)
            {
                return false;
            }
        }

        return true;
    }
}
