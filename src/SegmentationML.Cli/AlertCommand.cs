using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary><c>segml alert</c>: what owners must know; the service finds it and tells them.</summary>
internal static class AlertCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("alert", "Alerts: list, silence, try where they go, show the rules")
    {
        List(context), Silence(context), Test(context), Rules(context),
    };

    private static Command List(CommandContext context)
    {
        var pipeline = new Option<string?>("--pipeline", "-p") { Description = "Only those of this pipeline", HelpName = "NAME" };
        var silences = new Option<bool>("--silences") { Description = "List silences in place of alerts" };
        var command = new Command("list", "List alerts that fire, and those that were over within the last day") { pipeline, silences, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            return parsed.GetValue(silences) ? Silences(context, workspace, parsed.GetValue(Json)) : Alerts(context, workspace, parsed.GetValue(pipeline), parsed.GetValue(Json));
        });
        return command.WithExamples("segml alert list", "segml alert list --pipeline demo-products --json", "segml alert list --silences");
    }

    private static int Alerts(CommandContext context, Workspace workspace, string? pipeline, bool json)
    {
        var (board, now) = (workspace.Alerts.Board(), context.Clock.GetUtcNow());
        var states = board.States(Definitions.ReadAlerts(CommandContext.DefinitionRoots()), workspace.Alerts.Silences(), now);
        var alerts = board.Alerts.Where(a => pipeline is null || AlertLabels.Of(a.Labels, AlertLabels.Pipeline) == pipeline).OrderBy(a => !a.IsFiring).ThenByDescending(a => a.Since).ThenBy(a => a.Fingerprint, StringComparer.Ordinal).ToArray();
        if (json)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(alerts.Select(a => new { a.Fingerprint, State = AlertLabels.Word(states[a.Fingerprint]), a.Labels, a.What, a.Size, a.Since, a.Version, a.Todo, a.Link, a.Resolved }), StepKey.Json));
            return ExitCode.Done;
        }

        AlertListView.Alerts(context.Console, [.. alerts.Select(a => new ServiceAlert(
            a.Fingerprint, AlertLabels.Word(states[a.Fingerprint]), AlertLabels.Of(a.Labels, AlertLabels.Kind), AlertLabels.Of(a.Labels, AlertLabels.Severity), AlertLabels.Of(a.Labels, AlertLabels.Pipeline), a.What, a.Size, a.Since, a.Version, a.Todo, a.Link, a.Resolved))]);
        return ExitCode.Done;
    }

    private static int Silences(CommandContext context, Workspace workspace, bool json)
    {
        var silences = workspace.Alerts.Silences();
        if (json)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(silences, StepKey.Json));
            return ExitCode.Done;
        }

        AlertListView.Silences(context.Console, silences, context.Clock.GetUtcNow());
        return ExitCode.Done;
    }

    private static Command Silence(CommandContext context)
    {
        var match = new Option<string[]>("--match", "-m") { Description = "A condition on a label, such as \"kind = drift\" or \"pipeline =~ online-.*\"; several must all be met", HelpName = "CONDITION" };
        var hours = new Option<double>("--hours") { Description = "For how long", DefaultValueFactory = _ => 24, HelpName = "N" };
        var reason = new Option<string>("--reason", "-r") { Description = "Why", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var end = new Option<long?>("--end") { Description = "End the silence of this number now", HelpName = "NUMBER" };
        var command = new Command("silence", "Tell nobody of alerts that meet conditions, for a time; or end that") { match, hours, reason, end };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            if (parsed.GetValue(end) is { } number)
            {
                var ended = workspace.Alerts.EndSilence(number, context.Actor(parsed));
                AlertListView.Ended(context.Console, ended);
                return ExitCode.Done;
            }

            var now = context.Clock.GetUtcNow();
            var length = TimeSpan.FromHours(Math.Clamp(parsed.GetValue(hours), 0, 10_000));
            var silence = workspace.Alerts.Silence(new AlertSilence { Matchers = parsed.GetValue(match) ?? [], From = now, To = now + length, By = context.Actor(parsed), Reason = parsed.GetValue(reason)! });
            AlertListView.Begun(context.Console, silence);
            return ExitCode.Done;
        });
        return command.WithExamples("segml alert silence --match \"pipeline = demo-products\" --match \"kind = drift\" --hours 48 --reason \"new assortment\"", "segml alert silence --end 3");
    }

    private static Command Test(CommandContext context)
    {
        var label = new Option<string[]>("--label", "-l") { Description = "A label of the alert to try", HelpName = "name=text" };
        var send = new Option<bool>("--send") { Description = "Send the receivers a test notice" };
        var command = new Command("test", "Show where an alert with given labels would go, and whether it is silenced") { label, send };
        command.SetAction(async (parsed, cancellation) =>
        {
            var roots = CommandContext.DefinitionRoots();
            var (policy, now) = (Definitions.ReadAlerts(roots), context.Clock.GetUtcNow());
            var labels = Labels(parsed.GetValue(label) ?? []);
            using var workspace = context.OpenWorkspace(parsed);
            var ways = AlertWay.Of(policy.Route, labels);
            context.Console.Table(
                ["receiver", "told together by", "first after", "then at most every", "repeated after", "goes to"],
                ways.Select(w => (IReadOnlyList<string>)[w.Receiver, w.GroupBy is { } by ? string.Join(", ", by) : "each alone", $"{w.Wait.TotalSeconds:0} s", $"{w.Interval.TotalMinutes:0} min", $"{w.Repeat.TotalHours:0} h", Places(policy.Receiver(w.Receiver)!)]));
            foreach (var silence in workspace.Alerts.Silences().Where(s => s.HoldsAt(now) && s.Covers(labels)))
            {
                context.Console.Out.WriteLine($"Silence {silence.Number} covers it until {silence.To.UtcDateTime:yyyy-MM-dd HH:mm} UTC ({silence.By}: {silence.Reason}).");
            }

            return parsed.GetValue(send) ? await SendAsync(context, workspace, policy, roots, labels, ways, cancellation) : ExitCode.Done;
        });
        return command.WithExamples("segml alert test --label kind=drift --label pipeline=demo-products", "segml alert test --label severity=critical --send");
    }

    private static async Task<int> SendAsync(CommandContext context, Workspace workspace, AlertPolicy policy, IReadOnlyList<string> roots, IReadOnlyDictionary<string, string> labels, IReadOnlyList<AlertWay> ways, CancellationToken cancellation)
    {
        var now = context.Clock.GetUtcNow();
        var alert = new Alert
        {
            Fingerprint = AlertLabels.Fingerprint(labels), Labels = labels, What = "This is a test: nothing is wrong.", Size = "no size", Since = now, Found = now, Todo = "Nothing; it shows that notices arrive.", Link = "/",
        };
        foreach (var way in ways)
        {
            workspace.Alerts.Test(policy, new AlertNotice(way.Receiver, way.GroupOf(labels), now, AlertNoticeCause.Test, [alert], []));
        }

        return await WebhookCommand.DeliverAsync(context, workspace, roots, cancellation);
    }

    private static Command Rules(CommandContext context)
    {
        var pipeline = new Argument<string?>("pipeline") { Description = "The rules that hold for this pipeline (default: those for all)", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rules", "Check alerts.yaml and show the rules and receivers that hold") { pipeline, Json };
        command.SetAction(parsed =>
        {
            var policy = Definitions.ReadAlerts(CommandContext.DefinitionRoots());
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(policy, StepKey.Json));
                return ExitCode.Done;
            }

            var rules = Enum.GetValues<AlertKind>().Select(k => AlertJudge.RuleOf(policy.Rules, k, parsed.GetValue(pipeline) ?? ""));
            context.Console.Table(
                ["kind", "state", "above", "within", "severity", "labels"],
                rules.Select(r => (IReadOnlyList<string>)[AlertLabels.Word(r.Kind), r.Off ? "off" : "on", Above(r), Within(r), r.Severity is { } s ? AlertLabels.Word(s) : "usual", AlertLabels.Text(r.Labels)]));
            context.Console.Table(["receiver", "goes to"], policy.Receivers.Select(r => (IReadOnlyList<string>)[r.Name, Places(r)]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml alert rules", "segml alert rules demo-products");
    }

    /// <summary>The limit with its unit; where the rule has none, whose limit holds.</summary>
    private static string Above(AlertRule rule) => (rule.Kind, rule.Above) switch
    {
        (AlertKind.Drift, null) => "the monitor's limit",
        (AlertKind.Churn, null) => "monitor.churn_threshold",
        (_, null) => "",
        (AlertKind.Drift, { } psi) => $"PSI {Number(psi)}",
        (AlertKind.Churn or AlertKind.Boundary, { } share) => $"{Number(100 * share)} % of entities",
        (AlertKind.Accuracy, { } rise) => $"RMSSE {Number(100 * rise)} % up",
        (AlertKind.Contract, { } rows) => $"{Number(rows)} rows set aside",
        (AlertKind.Freshness, { } days) => $"{Number(days)} days",
        (AlertKind.RunLate, { } minutes) => $"{Number(minutes)} minutes",
        (_, { } limit) => Number(limit),
    };

    private static string Within(AlertRule rule) => (rule.Kind, rule.Within) switch
    {
        (_, null) => "",
        (AlertKind.Boundary, { } near) => $"{Number(near)} standard deviations",
        (_, { } days) => $"{Number(days)} days",
    };

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Places(AlertReceiver receiver)
        => string.Join(", ", receiver.Emails.Concat(receiver.File is { } file ? [$"file {file}"] : []).Concat(receiver.Webhooks.Select(w => $"webhook {w}")).DefaultIfEmpty("the page, the interface and webhooks that ask for alerts"));

    private static Dictionary<string, string> Labels(string[] settings)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            if (setting.Split('=', 2) is not [var name, var text] || !AlertLabels.IsName(name))
            {
                throw new ProblemException(new Problem("SEG-CLI-002", $"--label is '{GovernedText.Shown(setting)}'.", "Write --label name=text, such as --label kind=drift."));
            }

            labels[name] = text;
        }

        return labels;
    }
}
