using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What is worth an alert and who is told: <c>alerts.yaml</c> beside <c>pipelines/</c>. Without such a file the default rules hold, alerts are shown on the page and in the interface, and webhooks that ask for them are told.</summary>
public sealed partial record AlertPolicy
{
    private const int MostRoutes = 200;

    /// <summary>The policy where no file declares one.</summary>
    public static AlertPolicy Default { get; } = new();

    /// <summary>The rules, the first that fits first; kinds that none of them names have their default.</summary>
    public IReadOnlyList<AlertRule> Rules { get; init; } = [];

    /// <summary>Who is told.</summary>
    public IReadOnlyList<AlertReceiver> Receivers { get; init; } = [new() { Name = "default" }];

    /// <summary>Where alerts go; the root takes all that no child takes.</summary>
    public AlertRoute Route { get; init; } = new() { Receiver = "default" };

    /// <summary>Which alerts hide others. Default: a failed run hides that of the same pipeline being late or growing old.</summary>
    public IReadOnlyList<AlertInhibition> Inhibit { get; init; } = [new() { Source = ["kind =~ run-failed|run-late|contract", "severity != info"], Target = ["kind = freshness"] }, new() { Source = ["kind = run-failed"], Target = ["kind = run-late"] }];

    /// <summary>The server for e-mails.</summary>
    public SmtpServer? Smtp { get; init; }

    /// <summary>How people reach the service, such as <c>https://segments.example.com</c>: links in e-mails begin with it.</summary>
    public string Address { get; init; } = "";

    /// <summary>For how many minutes a finding must be gone before its alert is over. Default 10.</summary>
    public int ResolveAfterMinutes { get; init; } = 10;

    /// <summary>The receiver of a name; null when there is none.</summary>
    /// <param name="name">Its name.</param>
    public AlertReceiver? Receiver(string name) => Receivers.FirstOrDefault(r => r.Name == name);

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
        => Rules.SelectMany(r => r.Validate()).Concat(ReceiverProblems()).Concat(RouteProblems(Route, isRoot: true, depth: 0)).Concat(OtherProblems());

    private IEnumerable<Problem> ReceiverProblems()
    {
        foreach (var twins in Receivers.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            yield return new Problem("SEG-ALRT-004", $"alerts.yaml names the receiver '{GovernedText.Shown(twins.Key)}' twice.", "Give each its own name.");
        }

        foreach (var receiver in Receivers)
        {
            foreach (var problem in GovernedText.Name("The name of a receiver of alerts.yaml", receiver.Name))
            {
                yield return problem;
            }

            if (receiver.Emails.Count > 0 && Smtp is null)
            {
                yield return new Problem("SEG-ALRT-004", $"The receiver '{GovernedText.Shown(receiver.Name)}' of alerts.yaml has e-mails, and no server sends them.", "Add `smtp: {host: mail.example.com, from: segml@example.com}`.");
            }

            foreach (var email in receiver.Emails.Where(e => !EmailRule().IsMatch(e)))
            {
                yield return new Problem("SEG-ALRT-004", $"The receiver '{GovernedText.Shown(receiver.Name)}' of alerts.yaml has the address '{GovernedText.Shown(email)}'.", "Write it as name@example.com.");
            }

            if (receiver.File is { } file && !FileRule().IsMatch(file))
            {
                yield return new Problem("SEG-ALRT-004", $"The receiver '{GovernedText.Shown(receiver.Name)}' of alerts.yaml has the file '{GovernedText.Shown(file)}'.", "Give a bare name such as alerts.jsonl: it lies in the workspace's folder alerts.");
            }
        }
    }

    private IEnumerable<Problem> RouteProblems(AlertRoute route, bool isRoot, int depth)
    {
        if (depth > 10 || route.Routes.Count > MostRoutes)
        {
            yield return new Problem("SEG-ALRT-005", $"A route of alerts.yaml has {(depth > 10 ? "more than 10 levels" : $"{route.Routes.Count} children")}.", $"Keep to 10 levels and {MostRoutes} children.");
            yield break;
        }

        if (isRoot && (route.Receiver is null || route.Matchers.Count > 0 || route.Continue))
        {
            yield return new Problem("SEG-ALRT-005", "The root route of alerts.yaml has no receiver, or has matchers or `continue`.", "Give it a receiver only: it takes what no child takes.");
        }

        if (route.Receiver is { } name && Receiver(name) is null)
        {
            yield return new Problem("SEG-ALRT-005", $"A route of alerts.yaml goes to '{GovernedText.Shown(name)}', which is no receiver.", $"Name one of {string.Join(", ", Receivers.Select(r => r.Name))}.");
        }

        if (!isRoot && route.Matchers.Count == 0)
        {
            yield return new Problem("SEG-ALRT-005", "A route of alerts.yaml has no matchers.", "Write at least one, such as `severity = critical`.");
        }

        foreach (var label in (route.GroupBy ?? []).Where(g => g != AlertRoute.EachAlone && !AlertLabels.IsName(g)))
        {
            yield return new Problem("SEG-ALRT-005", $"A route of alerts.yaml groups by '{GovernedText.Shown(label)}'.", "Name labels, such as pipeline and kind, or `...` for each alone.");
        }

        foreach (var (what, value, most) in new (string, int?, int)[] { ("group_wait_seconds", route.GroupWaitSeconds, 86_400), ("group_interval_minutes", route.GroupIntervalMinutes, 10_080), ("repeat_hours", route.RepeatHours, 8_784) })
        {
            if (value is { } given && (given < (what == "group_wait_seconds" ? 0 : 1) || given > most))
            {
                yield return new Problem("SEG-ALRT-005", $"A route of alerts.yaml has {what}: {given}.", $"Give {(what == "group_wait_seconds" ? 0 : 1)} to {most}.");
            }
        }

        foreach (var problem in AlertMatcher.Validate("A route of alerts.yaml", route.Matchers).Concat(route.Routes.SelectMany(r => RouteProblems(r, isRoot: false, depth + 1))))
        {
            yield return problem;
        }
    }

    private IEnumerable<Problem> OtherProblems()
    {
        foreach (var rule in Inhibit)
        {
            if (rule.Source.Count == 0 || rule.Target.Count == 0)
            {
                yield return new Problem("SEG-ALRT-006", "An entry of inhibit in alerts.yaml has no source or no target.", "Write conditions for both.");
            }

            foreach (var problem in AlertMatcher.Validate("An entry of inhibit in alerts.yaml", rule.Source.Concat(rule.Target)))
            {
                yield return problem;
            }
        }

        if (Address.Length > 0 && !(Uri.TryCreate(Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.AbsolutePath == "/" && address.UserInfo.Length == 0))
        {
            yield return new Problem("SEG-ALRT-006", $"address of alerts.yaml is '{GovernedText.Shown(Address)}'.", "Write scheme and name, such as https://segments.example.com.");
        }

        if (ResolveAfterMinutes is < 0 or > 10_080)
        {
            yield return new Problem("SEG-ALRT-006", $"resolve_after_minutes of alerts.yaml is {ResolveAfterMinutes}.", "Give 0 to 10080.");
        }

        if (Smtp is { } smtp && (smtp.Port is < 1 or > 65_535 || !EmailRule().IsMatch(smtp.From) || !HostRule().IsMatch(smtp.Host)))
        {
            yield return new Problem("SEG-ALRT-006", $"smtp of alerts.yaml has host '{GovernedText.Shown(smtp.Host)}', port {smtp.Port} and from '{GovernedText.Shown(smtp.From)}'.", "Give a host name, a port and an address such as segml@example.com.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,255}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex EmailRule();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex FileRule();

    [GeneratedRegex(@"\A[A-Za-z0-9.:-]{1,255}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HostRule();
}
