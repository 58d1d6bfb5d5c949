using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>Runs: start, look, watch, cancel, resume.</summary>
internal static class RunRoutes
{
    private const int MostRuns = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/runs", List).WithName("list-runs").Takes("pipeline", "Only those of this pipeline").Takes("limit", "At most so many, 1 to 500 (default 50)").WithSummary("Runs, newest first").WithTags("runs").Needs(Scope.Read).HeedsSight();
        api.MapGet("/runs/{run}", (string run, IRunLedger ledger, HttpContext context) => One(run, ledger, context.Sight())).WithName("get-run").WithSummary("One run with its steps").WithTags("runs").Needs(Scope.Read).HeedsSight();
        api.MapGet("/runs/{run}/events", Events).WithName("watch-run").WithSummary("What happens in a run, as server-sent events; `Last-Event-ID` goes on after one").WithTags("runs").Needs(Scope.Read).HeedsSight().Lasting();
        api.MapGet("/runs/{run}/logs", Logs).WithName("get-run-logs").Produces<string>(StatusCodes.Status200OK, "text/plain").WithSummary("What a run did, a line an event: time, step, state, what came out or went wrong").WithTags("runs").Needs(Scope.Read).HeedsSight();
        api.MapPost("/pipelines/{pipeline}/runs", StartAsync).WithName("start-run").WithSummary("Start a run").WithTags("runs").Needs(Scope.Publish).HeedsSight();
        api.MapPost("/runs/{run}/cancel", Cancel).WithName("cancel-run").WithSummary("Cancel a run; it can be resumed").WithTags("runs").Needs(Scope.Publish).HeedsSight();
        api.MapPost("/runs/{run}/resume", ResumeAsync).WithName("resume-run").WithSummary("Go on with a run that failed, was cancelled or interrupted").WithTags("runs").Needs(Scope.Publish).HeedsSight();
    }

    private static IReadOnlyList<RunView> List(IRunLedger ledger, PipelineCatalog catalog, HttpContext context, string? pipeline, int limit = 50)
    {
        if (limit is < 1 or > MostRuns)
        {
            throw new ProblemException(ApiProblems.WrongQuery("limit", $"{limit}", $"Ask for 1 to {MostRuns}."));
        }

        var name = pipeline is null ? null : catalog.Find(pipeline)?.Name ?? throw new ProblemException(PipelineCatalog.Unknown(pipeline));
        var sight = context.Sight();
        return [.. ledger.Runs(name, sight.IsFull ? limit : int.MaxValue).Where(r => sight.SeesPipeline(r.Pipeline)).Take(limit).Select(r => RunView.Of(r).For(sight))];
    }

    private static RunView One(string run, IRunLedger ledger, Sight sight) => RunView.Of(Find(run, ledger, sight)).For(sight) with { Steps = ledger.Steps(run) };

    private static ServerSentEventsResult<RunEvent> Events(string run, IRunLedger ledger, RunBoard board, TimeProvider clock, HttpContext context, CancellationToken cancellation)
    {
        var sight = context.Sight();
        var after = long.TryParse(context.Request.Headers["Last-Event-ID"].ToString(), out var id) ? id : 0;
        _ = board.Find(run) is null || !sight.IsFull ? Find(run, ledger, sight) : null;
        return TypedResults.ServerSentEvents(Items(cancellation));

        async IAsyncEnumerable<SseItem<RunEvent>> Items([EnumeratorCancellation] CancellationToken end)
        {
            await foreach (var item in board.Find(run)?.Watch(after, end) ?? RecordedEvents.Watch(run, ledger, after, clock, end))
            {
                yield return Item(item);
            }
        }

        SseItem<RunEvent> Item(RunEvent item)
            => new(item with { Text = Said(item, sight) }, item.Kind) { EventId = item.Id.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static ContentHttpResult Logs(string run, IRunLedger ledger, HttpContext context)
    {
        var sight = context.Sight();
        var lines = RunEvent.Of(Find(run, ledger, sight), ledger.Steps(run)).Select(e => $"{e.Time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {(e.Step is { } step ? RunEvent.Word(step) : "run"),-8} {e.State ?? e.Kind,-11} {Said(e, sight)}".TrimEnd());
        return TypedResults.Text(string.Join('\n', lines) + "\n", "text/plain");
    }

    /// <summary>An event's text for a caller: without paths, and what went wrong only by its code for one who may not see everything.</summary>
    private static string? Said(RunEvent item, Sight sight)
        => item.Text is null ? null : sight.IsFull || item.Kind != RunEvent.EndedKind ? PathFree.Of(item.Text) : RunView.CodeOf(item.Text);

    private static async Task<Accepted<RunView>> StartAsync(string pipeline, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] RunOrder? order, RunBoard board, HttpContext context)
    {
        var active = board.Start(pipeline, new RunOptions { AsOf = order?.AsOf, From = order?.From, Force = order?.Force ?? false, By = context.Features.Get<Caller>()!.Name });
        return Accepted(await active.Record, context);
    }

    private static Accepted<RunView> Cancel(string run, IRunLedger ledger, RunBoard board, HttpContext context)
    {
        var record = Find(run, ledger, context.Sight());
        if (board.Find(run) is { IsEnded: false } active)
        {
            active.Cancel();
        }
        else if (!ledger.AskToCancel(run, context.Caller().Name))
        {
            throw new ProblemException(ApiProblems.NotUnderWay(run));
        }

        return Accepted(record, context);
    }

    private static async Task<Accepted<RunView>> ResumeAsync(string run, IRunLedger ledger, RunBoard board, HttpContext context)
    {
        var record = Find(run, ledger, context.Sight());
        if (record.State is not (RunState.Failed or RunState.Cancelled or RunState.Interrupted) || ledger.Runs(record.Pipeline, 1)[0].Id != run)
        {
            throw new ProblemException(new Problem("SEG-SRV-038", $"Run '{run}' cannot be resumed: it came to its end, or a later run of the pipeline has begun.", "Start a new run; steps whose inputs have not changed are not done again."));
        }

        var terms = record.Terms ?? new RunTerms();
        return Accepted(await board.Start(record.Pipeline, new RunOptions { AsOf = terms.AsOf, From = terms.From, Force = terms.Force, By = context.Features.Get<Caller>()!.Name }).Record, context);
    }

    private static Accepted<RunView> Accepted(RunRecord run, HttpContext context) => TypedResults.Accepted($"/api/v1/runs/{run.Id}", RunView.Of(run).For(context.Sight()));

    internal static RunRecord Find(string run, IRunLedger ledger, Sight sight)
        => ledger.Find(run) is { } record && sight.SeesPipeline(record.Pipeline) ? record : throw new ProblemException(ApiProblems.NoRun(run));

    /// <summary>What a run is told.</summary>
    /// <param name="AsOf">Cut-off: only data before this day counts.</param>
    /// <param name="From">Do this step and all later ones anew.</param>
    /// <param name="Force">Publish even when nothing has changed.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record RunOrder(DateOnly? AsOf = null, StepName? From = null, bool Force = false);
}
