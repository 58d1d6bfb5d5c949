using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Service.Alerts;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Alerts: what fires, and silencing it for a time.</summary>
internal static class AlertRoutes
{
    private const double UsualHours = 24;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/alerts", List).WithName("list-alerts").WithSummary("Alerts, the heaviest first; those that were over within the last day last").WithDescription("`state` is firing, silenced, hidden or resolved; `pipeline` is a pipeline's name.").WithTags("alerts").Needs(Scope.Read).HeedsSight();
        api.MapGet("/alerts/{alert}", (string alert, AlertBook book, AlertPolicies policies, TimeProvider clock, HttpContext context) => One(alert, book, policies, clock, context)).WithName("get-alert").WithSummary("One alert, by its fingerprint").WithTags("alerts").Needs(Scope.Read).HeedsSight();
        api.MapPost("/alerts/{alert}/silence", SilenceOne).WithName("silence-alert").WithSummary("Silence one alert for some hours").WithDescription("The silence covers the alert's labels, so that it holds for the same matter when it comes back. Times are hours from now, 24 by default; a reason is needed.").WithTags("alerts").Needs(Scope.Publish).HeedsSight();
        api.MapGet("/alerts/silences", (AlertBook book, TimeProvider clock, bool ended = false) => book.Silences().Where(s => ended || s.To > clock.GetUtcNow())).WithName("list-silences").WithSummary("Silences that hold or will hold; with `ended=true` all").WithTags("alerts").Needs(Scope.Read).HeedsSight();
        api.MapPost("/alerts/silences", Silence).WithName("add-silence").WithSummary("Silence all alerts that meet conditions on labels").WithDescription("Conditions are written as `kind = drift`; signs are `=`, `!=`, `=~` and `!~`. `from` is now by default.").WithTags("alerts").Needs(Scope.Publish);
        api.MapDelete("/alerts/silences/{silence}", (long silence, AlertBook book, HttpContext context) => book.EndSilence(silence, By(context))).WithName("end-silence").WithSummary("End a silence now").WithTags("alerts").Needs(Scope.Publish);
        api.MapGet("/alerts/policy", (AlertPolicies policies) => new PolicyView(policies.Current(), policies.Problems)).WithName("get-alert-policy").WithSummary("Rules, routes and receivers that hold, and what is wrong with alerts.yaml").WithTags("alerts").Needs(Scope.Read);
    }

    private static IEnumerable<AlertView> List(AlertBook book, AlertPolicies policies, TimeProvider clock, HttpContext context, string? state = null, string? pipeline = null)
    {
        if (state is not null && !Enum.GetNames<AlertState>().Contains(state, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(ApiProblems.WrongQuery("state", state, "Write firing, silenced, hidden or resolved."));
        }

        return Seen(book, policies, clock, context).Where(a => (state is null || a.State.ToString().Equals(state, StringComparison.OrdinalIgnoreCase)) && (pipeline is null || a.Pipeline == pipeline));
    }

    private static AlertView One(string alert, AlertBook book, AlertPolicies policies, TimeProvider clock, HttpContext context)
        => Seen(book, policies, clock, context).FirstOrDefault(a => a.Fingerprint == alert) ?? throw new ProblemException(new Problem("SEG-ALRT-009", $"There is no alert '{GovernedText.Shown(alert)}'.", "GET /api/v1/alerts lists them; an alert is forgotten a day after it was over."));

    private static IEnumerable<AlertView> Seen(AlertBook book, AlertPolicies policies, TimeProvider clock, HttpContext context)
        => AlertView.All(book.Board(), policies.Current(), book.Silences(), clock.GetUtcNow()).Where(a => context.Sight().SeesPipeline(a.Pipeline)).Select(a => a.For(context.Sight()));

    private static Created<AlertSilence> SilenceOne(string alert, OneSilence order, AlertBook book, AlertPolicies policies, TimeProvider clock, HttpContext context)
    {
        var labels = One(alert, book, policies, clock, context).Labels;
        return Add(book, [.. labels.Select(l => $"{l.Key} = {l.Value}")], null, null, order.Hours, order.Reason, clock, context);
    }

    private static Created<AlertSilence> Silence(NewSilence order, AlertBook book, TimeProvider clock, HttpContext context)
        => Add(book, order.Matchers ?? [], order.From, order.To, order.Hours, order.Reason, clock, context);

    private static Created<AlertSilence> Add(AlertBook book, IReadOnlyList<string> matchers, DateTimeOffset? from, DateTimeOffset? to, double? hours, string? reason, TimeProvider clock, HttpContext context)
    {
        if (hours is { } given && !(given is > 0 and <= 8_784))
        {
            throw new ProblemException(ApiProblems.WrongQuery("hours", $"{given}", "Give more than 0 and at most 8784."));
        }

        var begin = (from ?? clock.GetUtcNow()).ToUniversalTime();
        var silence = book.Silence(new AlertSilence { Matchers = matchers, From = begin, To = to?.ToUniversalTime() ?? After(begin, TimeSpan.FromHours(hours ?? UsualHours)), By = By(context), Reason = reason ?? "" });
        return TypedResults.Created($"/api/v1/alerts/silences/{silence.Number}", silence);
    }

    private static DateTimeOffset After(DateTimeOffset begin, TimeSpan span)
        => DateTimeOffset.MaxValue - begin > span ? begin + span : throw new ProblemException(ApiProblems.WrongQuery("from", $"{begin:yyyy-MM-dd}", "Let it begin so that its end is in the calendar."));

    private static string By(HttpContext context) => context.Features.Get<Caller>()!.Name;

    /// <param name="Hours">For how long. Default 24.</param>
    /// <param name="Reason">Why.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record OneSilence(double? Hours = null, string? Reason = null);

    /// <param name="Matchers">Conditions on labels; all must be met.</param>
    /// <param name="Reason">Why.</param>
    /// <param name="From">From when on; now by default.</param>
    /// <param name="To">Until when.</param>
    /// <param name="Hours">For how long, in place of <paramref name="To"/>. Default 24.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NewSilence(IReadOnlyList<string>? Matchers = null, string? Reason = null, DateTimeOffset? From = null, DateTimeOffset? To = null, double? Hours = null);

    /// <param name="Policy">What holds.</param>
    /// <param name="Problems">What is wrong with the file; what held before goes on.</param>
    internal sealed record PolicyView(AlertPolicy Policy, IReadOnlyList<Problem> Problems);
}
