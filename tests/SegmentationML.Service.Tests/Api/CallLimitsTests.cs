using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SegmentationML.Service.Api;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Only so many calls that read files are answered at once, and none for ever.</summary>
public sealed class CallLimitsTests
{
    private static readonly ServiceOptions Options = new() { DefinitionRoots = [], HeavyCalls = 3, HeavyCallsPerKey = 2, SecondsPerCall = 10 };

    [Fact]
    public async Task Calls_BeyondTheLimits_AreAskedToComeBack()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var limits = new CallLimits(_ => gate.Task, Options, TimeProvider.System);
        var (a, b) = (Call("a"), Call("a"));
        Task[] under = [limits.InvokeAsync(a), limits.InvokeAsync(b)];
        var third = Call("a");
        await limits.InvokeAsync(third);
        Assert.Equal((429, "1", "SEG-SRV-066"), (third.Response.StatusCode, third.Response.Headers.RetryAfter.ToString(), Code(third)));
        var other = limits.InvokeAsync(Call("b"));
        var fourth = Call("c");
        await limits.InvokeAsync(fourth);
        Assert.Equal(429, fourth.Response.StatusCode);
        gate.SetResult();
        await Task.WhenAll([.. under, other]);
        var after = Call("a");
        await limits.InvokeAsync(after);
        Assert.Equal(200, after.Response.StatusCode);
    }

    [Fact]
    public async Task Call_ThatTakesTooLong_IsEnded()
    {
        var limits = new CallLimits(context => Task.Delay(Timeout.Infinite, context.RequestAborted), Options with { SecondsPerCall = 1 }, TimeProvider.System);
        var call = Call("a");
        await limits.InvokeAsync(call);
        Assert.Equal((503, "SEG-SRV-067"), (call.Response.StatusCode, Code(call)));
        Assert.Equal("10", call.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public async Task Call_ThatReadsNoFiles_IsNotCounted()
    {
        var limits = new CallLimits(_ => Task.CompletedTask, Options with { HeavyCalls = 1 }, TimeProvider.System);
        for (var i = 0; i < 5; i++)
        {
            var call = new DefaultHttpContext();
            await limits.InvokeAsync(call);
            Assert.Equal(200, call.Response.StatusCode);
        }
    }

    private static DefaultHttpContext Call(string key)
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new HeavyCall()), "heavy"));
        context.Features.Set(new Caller(key, key, new[] { Scope.Read }.ToFrozenSet()));
        return context;
    }

    private static string? Code(HttpContext context) => JsonDocument.Parse(((MemoryStream)context.Response.Body).ToArray()).RootElement.GetProperty("code").GetString();
}
