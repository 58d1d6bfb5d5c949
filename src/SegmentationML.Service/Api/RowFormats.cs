using Microsoft.AspNetCore.Http;
using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>Finds the format that a call asks for.</summary>
internal static class RowFormats
{
    /// <summary>Media type of an Arrow stream.</summary>
    public const string ArrowStream = "application/vnd.apache.arrow.stream";

    /// <summary>By <c>format</c>, else by the <c>Accept</c> header, else JSON.</summary>
    /// <param name="asked">What <c>format</c> says; null without.</param>
    /// <param name="request">The call.</param>
    /// <exception cref="ProblemException">There is no such format.</exception>
    public static RowFormat Of(string? asked, HttpRequest request) => asked switch
    {
        "json" => RowFormat.Json,
        "csv" => RowFormat.Csv,
        "arrow" => RowFormat.Arrow,
        null => Accepts(request, ArrowStream) ? RowFormat.Arrow : Accepts(request, "text/csv") ? RowFormat.Csv : RowFormat.Json,
        _ => throw new ProblemException(ApiProblems.WrongQuery("format", asked, "Ask for json, csv or arrow.")),
    };

    /// <summary>The media type.</summary>
    public static string MediaType(RowFormat format) => format switch
    {
        RowFormat.Csv => "text/csv; charset=utf-8",
        RowFormat.Arrow => ArrowStream,
        _ => "application/json; charset=utf-8",
    };

    private static bool Accepts(HttpRequest request, string type)
        => request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) && a.Quality is null or > 0);
}
