using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentationML.Core;
using SegmentationML.Pipeline;

namespace SegmentationML.Service.Api;

/// <summary>The one shape of an error: problem details (RFC 9457) with our codes.</summary>
/// <param name="Type"><c>urn:segml:problem:CODE</c> of the first problem.</param>
/// <param name="Title">What was found.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Detail">What to do.</param>
/// <param name="Code">The first problem's code, as in <c>docs/errors.md</c>.</param>
/// <param name="Problems">All of them.</param>
/// <param name="TraceId">What the service's log calls this call.</param>
internal sealed record ApiProblem(string Type, string Title, int Status, string Detail, string Code, IReadOnlyList<Problem> Problems, string TraceId)
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    // Answers are JSON and are never sniffed for anything else: letters and apostrophes stay readable.
    private static readonly JsonSerializerOptions Json = new(StepKey.Json) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What a caller can mend is told in full. Anything else may name files of this machine: the code is told, the words are in the log.
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["SEG-SRV-003"] = StatusCodes.Status409Conflict,
        ["SEG-SRV-004"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-011"] = StatusCodes.Status503ServiceUnavailable,
        ["SEG-SRV-020"] = StatusCodes.Status401Unauthorized,
        ["SEG-SRV-021"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-022"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-023"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-024"] = StatusCodes.Status429TooManyRequests,
        ["SEG-SRV-030"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-031"] = StatusCodes.Status405MethodNotAllowed,
        ["SEG-SRV-032"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-033"] = StatusCodes.Status400BadRequest,
        ["SEG-SRV-034"] = StatusCodes.Status400BadRequest,
        ["SEG-SRV-035"] = StatusCodes.Status413PayloadTooLarge,
        ["SEG-SRV-036"] = StatusCodes.Status415UnsupportedMediaType,
        ["SEG-SRV-037"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-038"] = StatusCodes.Status409Conflict,
        ["SEG-SRV-039"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SRV-040"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-041"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-042"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-043"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-060"] = StatusCodes.Status410Gone,
        ["SEG-SRV-061"] = StatusCodes.Status400BadRequest,
        ["SEG-SRV-062"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SRV-063"] = StatusCodes.Status409Conflict,
        ["SEG-SRV-064"] = StatusCodes.Status409Conflict,
        ["SEG-SRV-065"] = StatusCodes.Status412PreconditionFailed,
        ["SEG-SRV-066"] = StatusCodes.Status429TooManyRequests,
        ["SEG-SRV-067"] = StatusCodes.Status503ServiceUnavailable,
        ["SEG-SRV-068"] = StatusCodes.Status404NotFound,
        ["SEG-SRV-069"] = StatusCodes.Status409Conflict,
        ["SEG-SRV-080"] = StatusCodes.Status403Forbidden,
        ["SEG-SRV-081"] = StatusCodes.Status507InsufficientStorage,
        ["SEG-SRV-082"] = StatusCodes.Status507InsufficientStorage,
        ["SEG-LEDG-040"] = StatusCodes.Status400BadRequest,
        ["SEG-LEDG-041"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-PUB-001"] = StatusCodes.Status404NotFound,
        ["SEG-PUB-012"] = StatusCodes.Status400BadRequest,
        ["SEG-PUB-013"] = StatusCodes.Status400BadRequest,
        ["SEG-PUB-011"] = StatusCodes.Status410Gone,
        ["SEG-PUB-015"] = StatusCodes.Status404NotFound,
        ["SEG-ALRT-001"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-ALRT-007"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-ALRT-008"] = StatusCodes.Status404NotFound,
        ["SEG-ALRT-009"] = StatusCodes.Status404NotFound,
        ["SEG-GOV-001"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-HOOK-001"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-HOOK-002"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-HOOK-003"] = StatusCodes.Status409Conflict,
        ["SEG-HOOK-004"] = StatusCodes.Status404NotFound,
        ["SEG-LEDG-001"] = StatusCodes.Status409Conflict,
        ["SEG-OVR-002"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-003"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-004"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-008"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-009"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-012"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-CASE-002"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-CASE-003"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-CASE-007"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-CASE-010"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-CASE-011"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-PROM-002"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-PROM-009"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-PUB-017"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-150"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-151"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-152"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-153"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-121"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-SEGM-122"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-REG-012"] = StatusCodes.Status422UnprocessableEntity,
        ["SEG-OVR-005"] = StatusCodes.Status403Forbidden,
        ["SEG-OVR-007"] = StatusCodes.Status403Forbidden,
        ["SEG-CASE-006"] = StatusCodes.Status403Forbidden,
        ["SEG-CASE-009"] = StatusCodes.Status403Forbidden,
        ["SEG-PROM-004"] = StatusCodes.Status403Forbidden,
        ["SEG-PROM-005"] = StatusCodes.Status403Forbidden,
        ["SEG-PROM-008"] = StatusCodes.Status403Forbidden,
        ["SEG-PROM-011"] = StatusCodes.Status403Forbidden,
        ["SEG-OVR-006"] = StatusCodes.Status409Conflict,
        ["SEG-OVR-011"] = StatusCodes.Status409Conflict,
        ["SEG-CASE-004"] = StatusCodes.Status409Conflict,
        ["SEG-CASE-005"] = StatusCodes.Status409Conflict,
        ["SEG-CASE-008"] = StatusCodes.Status409Conflict,
        ["SEG-PROM-003"] = StatusCodes.Status409Conflict,
        ["SEG-PROM-006"] = StatusCodes.Status409Conflict,
        ["SEG-PROM-007"] = StatusCodes.Status409Conflict,
        ["SEG-PUB-002"] = StatusCodes.Status409Conflict,
        ["SEG-PUB-010"] = StatusCodes.Status409Conflict,
        ["SEG-PUB-016"] = StatusCodes.Status409Conflict,
        ["SEG-OVR-010"] = StatusCodes.Status404NotFound,
        ["SEG-CASE-012"] = StatusCodes.Status404NotFound,
        ["SEG-CASE-013"] = StatusCodes.Status404NotFound,
        ["SEG-PROM-010"] = StatusCodes.Status404NotFound,
        ["SEG-REG-003"] = StatusCodes.Status404NotFound,
        ["SEG-AUD-009"] = StatusCodes.Status400BadRequest,
        ["SEG-REG-001"] = StatusCodes.Status400BadRequest,
        ["SEG-REG-002"] = StatusCodes.Status400BadRequest,
        ["SEG-REG-004"] = StatusCodes.Status400BadRequest,
        ["SEG-REG-010"] = StatusCodes.Status410Gone,
    };

    // For how many seconds a caller is to wait.
    private static readonly Dictionary<string, string> Waits = new(StringComparer.Ordinal) { ["SEG-SRV-024"] = "60", ["SEG-SRV-063"] = "1", ["SEG-SRV-066"] = "1", ["SEG-SRV-067"] = "10" };

    /// <summary>The problem as it is answered.</summary>
    /// <param name="problems">What went wrong, at least one.</param>
    /// <param name="trace">The call's name in the log.</param>
    public static ApiProblem Of(IReadOnlyList<Problem> problems, string trace)
    {
        var first = problems[0];
        return Statuses.TryGetValue(first.Code, out var status)
            ? new ApiProblem($"urn:segml:problem:{first.Code}", first.What, status, first.Fix, first.Code, problems, trace)
            : Hidden(first.Code, trace);
    }

    /// <summary>A failure of the service itself.</summary>
    /// <param name="code">The problem's code, if it has one.</param>
    /// <param name="trace">The call's name in the log.</param>
    public static ApiProblem Hidden(string? code, string trace)
    {
        var problem = new Problem(code ?? "SEG-SRV-010", "The service could not do this.", "Its log has the reason under the trace id; if it stays, tell the operator.");
        return new ApiProblem($"urn:segml:problem:{problem.Code}", problem.What, StatusCodes.Status500InternalServerError, problem.Fix, problem.Code, [problem], trace);
    }

    /// <summary>Writes a problem as the answer, unless one has begun.</summary>
    public static async Task WriteAsync(HttpContext context, ApiProblem problem)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = MediaType;
        context.Response.Headers.CacheControl = "no-store";
        if (Waits.TryGetValue(problem.Code, out var seconds))
        {
            context.Response.Headers.RetryAfter = seconds;
        }

        await JsonSerializer.SerializeAsync(context.Response.Body, problem, Json, context.RequestAborted);
    }

    /// <summary>As <see cref="WriteAsync(HttpContext, ApiProblem)"/>, for one problem.</summary>
    public static Task WriteAsync(HttpContext context, Problem problem) => WriteAsync(context, Of([problem], context.TraceIdentifier));
}
