using System.Text.Json;
using SegmentationML.Core;

namespace SegmentationML.Notebooks.Client;

/// <summary>Turns an answer that is no success into the problem that the service told.</summary>
internal static class ServiceProblem
{
    private const int LongestText = 64 * 1024;

    public static async Task<ProblemException> OfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var text = await TextAsync(answer, cancellation);
        try
        {
            if (answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonSerializer.Deserialize<Told>(text, ServiceJson.Options) is { Problems: { Count: > 0 } problems })
            {
                return new ProblemException(problems);
            }
        }
        catch (JsonException)
        {
            // Told below: it is no answer of ours.
        }

        return new ProblemException(new Problem("SEG-CLNT-004", $"The server answered {(int)answer.StatusCode}, and not in the words of segml serve.", "Check the address; a proxy in between may have answered."));
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        using var reader = new StreamReader(body);
        var buffer = new char[LongestText];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, cancellation));
    }

    private sealed record Told(IReadOnlyList<Problem>? Problems);
}
