using Microsoft.AspNetCore.Http;

namespace SegmentationML.Service.Api;

/// <summary>Answers only so many calls that read files at once, and only so many of one key; ends those that take too long before they have begun to answer.</summary>
internal sealed class CallLimits(RequestDelegate next, ServiceOptions options, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byKey = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Passes a call on, or refuses it for now.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<HeavyCall>() is null)
        {
            await next(context);
            return;
        }

        var key = context.Caller().KeyId;
        if (!Enter(key))
        {
            await ApiProblem.WriteAsync(context, ApiProblems.TooManyAtOnce);
            return;
        }

        try
        {
            await TimedAsync(context);
        }
        finally
        {
            Leave(key);
        }
    }

    private async Task TimedAsync(HttpContext context)
    {
        var client = context.RequestAborted;
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(options.SecondsPerCall), clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(client, time.Token);
        context.RequestAborted = both.Token;
        var isOver = false;
        context.Response.OnStarting(() =>
        {
            if (!isOver)
            {
                time.CancelAfter(Timeout.InfiniteTimeSpan); // What has begun goes on as fast as its receiver takes it.
            }

            return Task.CompletedTask;
        });
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !client.IsCancellationRequested)
        {
            context.RequestAborted = client;
            await ApiProblem.WriteAsync(context, ApiProblems.TooLong);
        }
        finally
        {
            isOver = true;
            context.RequestAborted = client;
        }
    }

    private bool Enter(string key)
    {
        lock (_lock)
        {
            var own = _byKey.GetValueOrDefault(key);
            if (_all >= options.HeavyCalls || own >= options.HeavyCallsPerKey)
            {
                return false;
            }

            _all++;
            _byKey[key] = own + 1;
            return true;
        }
    }

    private void Leave(string key)
    {
        lock (_lock)
        {
            _all--;
            if (--_byKey[key] == 0)
            {
                _byKey.Remove(key);
            }
        }
    }
}
