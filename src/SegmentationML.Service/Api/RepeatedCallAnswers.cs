using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Changes that bear an <c>Idempotency-Key</c> are made once: sent again within a day they are answered as they were the first time.</summary>
/// <remarks>IETF draft-ietf-httpapi-idempotency-key-header. A call that was refused, or failed in the service, left nothing behind and is not kept.</remarks>
internal sealed class RepeatedCallAnswers(RequestDelegate next, RepeatedCalls calls)
{
    private const string KeyHeader = "Idempotency-Key";
    private const int LongestKey = 255;
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(5);
    private static readonly string[] Kept = ["Content-Type", "Location", "ETag", "Cache-Control"];
    private readonly string _holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Passes a call on, or answers it from what is known.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || !request.Headers.TryGetValue(KeyHeader, out var header) || context.GetEndpoint()?.Metadata.GetMetadata<ReadingCall>() is not null)
        {
            await next(context);
            return;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<ShownOnce>() is not null)
        {
            await ApiProblem.WriteAsync(context, ApiProblems.NoRepeatHere);
            return;
        }

        if (Read(header) is not { } key)
        {
            await ApiProblem.WriteAsync(context, ApiProblems.WrongRepeatKey);
            return;
        }

        await AnswerAsync(context, context.Caller().KeyId, key);
    }

    private async Task AnswerAsync(HttpContext context, string caller, string key)
    {
        var (state, answer) = calls.Begin(caller, key, await FingerprintAsync(context.Request, context.RequestAborted), _holder, LongestCall);
        switch (state)
        {
            case RepeatState.First:
                await DoAsync(context, caller, key);
                return;
            case RepeatState.Answered:
                context.Response.Headers["Idempotency-Replayed"] = "true";
                await SendAsync(context, answer!);
                return;
            default:
                await ApiProblem.WriteAsync(context, state == RepeatState.OtherCall ? ApiProblems.OtherCall : state == RepeatState.UnderWay ? ApiProblems.CallUnderWay : ApiProblems.CallCutOff);
                return;
        }
    }

    private async Task DoAsync(HttpContext context, string caller, string key)
    {
        var body = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        try
        {
            await next(context);
        }
        catch
        {
            calls.Forget(caller, key);
            throw;
        }
        finally
        {
            context.Response.Body = body;
        }

        var headers = Kept.Where(context.Response.Headers.ContainsKey).ToDictionary(h => h, h => context.Response.Headers[h].ToString(), StringComparer.Ordinal);
        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            calls.Answer(caller, key, new RecordedAnswer(context.Response.StatusCode, headers, written.ToArray()));
        }
        else
        {
            calls.Forget(caller, key);
        }

        await body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), context.RequestAborted);
    }

    private static async Task SendAsync(HttpContext context, RecordedAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static async Task<string> FingerprintAsync(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.Path}{request.QueryString}\n{request.Headers.IfMatch}\n"));
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            digest.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    /// <summary>The key: a string as structured headers have it (RFC 9651), or the bare text.</summary>
    private static string? Read(Microsoft.Extensions.Primitives.StringValues header)
    {
        if (header is not [{ } text])
        {
            return null;
        }

        var bare = text.Trim() is ['"', .. var inner, '"'] ? inner : text.Trim();
        return bare.Length is > 0 and <= LongestKey && bare.All(c => c is > ' ' and < '\x7f' and not ('"' or '\\')) ? bare : null;
    }
}
