using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml override</c>: decisions of persons about entities, for a time.</summary>
internal static class OverrideCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Argument<long> Number = new("number") { Description = "The override's number, as `override list` shows it", CustomParser = ParseNumber };
    private static readonly Option<string[]> Key = new("--key", "-k") { Description = "Key of an entity, several times for several; parts of a key are joined by |", HelpName = "KEY" };
    private static readonly Option<string[]> When = new("--when") { Description = "In place of keys a condition, such as \"abc: C\" or \"net_revenue: >= 1000\"", HelpName = "CONDITION" };
    private static readonly Option<string> Segment = new("--segment", "-s") { Description = "The segment", Required = true, HelpName = "CODE" };
    private static readonly Option<string> Reason = new("--reason", "-r") { Description = "Why, as a word that reports group by, such as CONTRACT", Required = true, HelpName = "WORD" };
    private static readonly Option<string> Reference = new("--reference") { Description = "Where it is written down: a ticket, a mail, a contract", DefaultValueFactory = _ => "", HelpName = "TEXT" };
    private static readonly Option<DateOnly?> From = new("--from") { Description = "The first day on which it holds (default: today)", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
    private static readonly Option<DateOnly?> To = new("--to") { Description = "The first day on which it holds no longer", Required = true, HelpName = "DATE", CustomParser = RunCommand.ParseDate };
    private static readonly Option<string> Note = new("--note") { Description = "What is said with the decision", DefaultValueFactory = _ => "", HelpName = "TEXT" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("override", "Ask for, approve, list and end decisions of persons about entities")
    {
        Add(context), Decide(context, "approve", true, "Approve an override that was asked for"), Decide(context, "refuse", false, "Refuse an override that was asked for"), Expire(context), List(context), Review(context),
    };

    private static Command Add(CommandContext context)
    {
        var command = new Command("add", "Ask for an override; it is approved at once where the model's rights allow") { Pipeline, Key, When, Segment, Reason, Reference, From, To };
        command.SetAction(parsed =>
        {
            var definitions = Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), []);
            using var workspace = context.OpenWorkspace(parsed);
            var request = Request(context, parsed, definitions.Pipeline.Name);
            OverrideCheck.Require(definitions, request);
            request = definitions.Published(request, workspace.Persons);
            OverrideView.Tell(context.Console, workspace.Overrides.Add(request, context.Actor(parsed), CommandContext.People(), definitions.Model.OverrideRights));
            return ExitCode.Done;
        });
        return command.WithExamples(
            "segml override add online-retail-products --key 85123A --segment AX --reason CONTRACT --reference \"frame contract 4711\" --to 2027-01-01",
            "segml override add online-retail-products --when \"abc: C\" --when \"net_revenue: >= 1000\" --segment BX --reason LAUNCH --from 2026-12-01 --to 2027-03-01");
    }

    /// <summary>What the words of <c>override add</c> ask for.</summary>
    internal static OverrideRequest Request(CommandContext context, ParseResult parsed, string pipeline)
    {
        return new OverrideRequest
        {
            Pipeline = pipeline,
            Keys = parsed.GetValue(Key) ?? [],
            When = (parsed.GetValue(When) ?? []).Select(Condition).GroupBy(c => c.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(c => c.Text)], StringComparer.Ordinal),
            Segment = parsed.GetRequiredValue(Segment),
            Reason = parsed.GetRequiredValue(Reason),
            Reference = parsed.GetRequiredValue(Reference),
            From = parsed.GetValue(From) ?? DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime),
            To = parsed.GetValue(To)!.Value,
        };
    }

    private static Command Decide(CommandContext context, string verb, bool approve, string description)
    {
        var command = new Command(verb, description) { Number, Note };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            OverrideView.Tell(context.Console, workspace.Overrides.Decide(parsed.GetRequiredValue(Number), approve, context.Actor(parsed), parsed.GetRequiredValue(Note), CommandContext.People(), Rights));
            return ExitCode.Done;
        });
        return command.WithExamples($"segml override {verb} 7 --by maria --note \"agreed with sales\"");
    }

    private static Command Expire(CommandContext context)
    {
        var on = new Option<DateOnly?>("--on") { Description = "The first day on which it holds no longer (default: today)", HelpName = "DATE", CustomParser = RunCommand.ParseDate };
        var command = new Command("expire", "End an override early") { Number, on, Note };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var day = parsed.GetValue(on) ?? DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime);
            OverrideView.Tell(context.Console, workspace.Overrides.End(parsed.GetRequiredValue(Number), day, context.Actor(parsed), parsed.GetRequiredValue(Note), CommandContext.People(), Rights));
            return ExitCode.Done;
        });
        return command.WithExamples("segml override expire 7 --note \"contract ended\"");
    }

    private static Command List(CommandContext context)
    {
        var only = new Argument<string?>("pipeline") { Description = "Only those of this pipeline", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("list", "List the overrides that were asked for") { only, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var records = workspace.Overrides.List(parsed.GetValue(only));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(records, StepKey.Json));
                return ExitCode.Done;
            }

            OverrideView.List(context.Console, records);
            return ExitCode.Done;
        });
        return command.WithExamples("segml override list", "segml override list online-retail-products --json");
    }

    private static Command Review(CommandContext context)
    {
        var command = new Command("review", "Say how old the overrides of the live version are, and which rules are overridden most") { Pipeline, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var definitions = Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), []).WithOverrides(workspace.Overrides);
            var snapshot = CommandContext.FindSnapshot(workspace, definitions.Pipeline.Name, null);
            using var engine = DuckDbEngine.Open(new DuckDbOptions());
            var review = OverrideReview.Of(engine, $"SELECT * FROM read_parquet({Sql.Literal(Path.Combine(snapshot.Folder, "assignments.parquet"))})", definitions.Model.Overrides, snapshot.Content.AsOf);
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(review, StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Out.WriteLine($"Overrides hold {review.Overridden:N0} of {review.Entities:N0} entities on {review.AsOf:yyyy-MM-dd}.");
            context.Console.Table(
                ["override", "segment", "reason", "approved by", ">entities", ">age, days", ">days left", "stands"],
                review.Overrides.Select(o => (IReadOnlyList<string>)[o.Id, o.Segment, o.Reason, o.Approver, $"{o.Entities:N0}", $"{Math.Max(0, o.AgeDays):N0}", o.DaysLeft is { } left ? $"{Math.Max(0, left):N0}" : "no end", o.Standing]));
            context.Console.Table(["rule", ">entities", ">overridden", ">share"], review.Rates.Select(r => (IReadOnlyList<string>)[r.Rule, $"{r.Entities:N0}", $"{r.Overridden:N0}", $"{r.Rate:P1}"]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml override review online-retail-products");
    }

    private static OverrideRights Rights(string pipeline) => Definitions.Read(pipeline, CommandContext.DefinitionRoots(), []).Model.OverrideRights;

    private static (string Name, string Text) Condition(string text)
        => text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
            ? (text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new ProblemException(new Problem("SEG-CLI-031", $"--when is '{text}'.", "Write \"name: condition\", such as \"abc: C\" or \"net_revenue: >= 1000\"."));

    private static long ParseNumber(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (long.TryParse(text.StartsWith("ovr-", StringComparison.Ordinal) ? text[4..] : text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return number;
        }

        result.AddError($"'{text}' is no number of an override: write 7 or ovr-7.");
        return 0;
    }
}
