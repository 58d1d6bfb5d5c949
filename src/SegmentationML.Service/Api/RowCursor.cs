using System.Buffers.Text;
using System.Text.Json;
using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>Where a page ends. It names the version, the question and the last row, so a page of another question is refused; it opens nothing that the question itself would not.</summary>
/// <param name="Version">The version that was read: later pages come from it, whatever is published meanwhile.</param>
/// <param name="Question">A digest of table, filters and columns.</param>
/// <param name="Key">The last row's key.</param>
/// <param name="Step">The last row's step; 0 for tables without.</param>
internal sealed record RowCursor(long Version, string Question, string Key, int Step)
{
    private const int Longest = 2000;
    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false, UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>The cursor's text.</summary>
    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this, Strict));

    /// <summary>Reads a cursor.</summary>
    /// <exception cref="ProblemException">It was not given out here, or for another question.</exception>
    public static RowCursor Read(string text, long version, string question)
        => Parse(text) is { } cursor && cursor.Version == version && cursor.Question == question ? cursor : throw Foreign(text);

    /// <summary>The version that a cursor goes on in.</summary>
    /// <exception cref="ProblemException">It was not given out here.</exception>
    public static long VersionOf(string text) => Parse(text)?.Version ?? throw Foreign(text);

    private static RowCursor? Parse(string text)
    {
        try
        {
            return text.Length <= Longest ? JsonSerializer.Deserialize<RowCursor>(Base64Url.DecodeFromChars(text), Strict) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null; // Whatever is wrong with it, it is none of ours.
        }
    }

    private static ProblemException Foreign(string text)
        => new(ApiProblems.WrongQuery("cursor", text, "Send the `next` of the page before with the same table, filters and version number, or none for the first page."));
}
