using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Cli;

/// <summary><c>segml case</c>: matters that persons decide on, step by step, as workflows say.</summary>
internal static class CaseCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Argument<long> Number = new("number") { Description = "The case's number" };
    private static readonly Option<string[]> Set = new("--set") { Description = "Fill a field", HelpName = "field=text" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("case", "Open, move and close matters that persons decide on: challenges, requests, disputes, reviews")
    {
        Kinds(context), Open(context), List(context), Show(context), Act(context), Attach(context), Due(context),
    };

    private static Command Kinds(CommandContext context)
    {
        var command = new Command("kinds", "List the kinds of case that a pipeline's model knows") { Pipeline };
        command.SetAction(parsed =>
        {
            CaseView.Kinds(context.Console, Workflows(parsed.GetRequiredValue(Pipeline)).Values);
            return ExitCode.Done;
        });
        return command.WithExamples("segml case kinds online-retail-products");
    }

    private static Command Open(CommandContext context)
    {
        var kind = new Argument<string>("kind") { Description = "The kind of case" };
        var command = new Command("open", "Open a case") { Pipeline, kind, Set };
        command.SetAction(parsed =>
        {
            var workflows = Workflows(parsed.GetRequiredValue(Pipeline));
            var name = parsed.GetRequiredValue(kind);
            var workflow = workflows.GetValueOrDefault(name) ?? throw new ProblemException(new Problem(
                "SEG-CASE-013", $"The model of '{parsed.GetRequiredValue(Pipeline)}' has no workflow '{name}'.", workflows.Count > 0 ? ClosestMatch.Hint(name, [.. workflows.Keys]) : "Write it as models/<name>/workflows/<kind>.yaml."));
            using var workspace = context.OpenWorkspace(parsed);
            Tell(context, workspace.Cases.Open(Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), []).Pipeline.Name, workflow, Fields(parsed), context.Actor(parsed), CommandContext.People()));
            return ExitCode.Done;
        });
        return command.WithExamples("segml case open online-retail-products segment-challenge --set entity=85123A --set segment=CZ --set proposed=BX --set \"why=sold under contract since May\"");
    }

    private static Command List(CommandContext context)
    {
        var only = new Argument<string?>("pipeline") { Description = "Only those of this pipeline", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all", "-a") { Description = "Closed cases as well" };
        var command = new Command("list", "List open cases, with what is overdue") { only, all, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var cases = workspace.Cases.List(parsed.GetValue(only), !parsed.GetValue(all));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(cases, StepKey.Json));
                return ExitCode.Done;
            }

            CaseView.List(context.Console, cases.Select(ServiceCase.Of), context.Clock.GetUtcNow());
            return ExitCode.Done;
        });
        return command.WithExamples("segml case list", "segml case list online-retail-products --all --json");
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "Show a case: its fields, files and steps, and what can be done next") { Number, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var record = workspace.Cases.Get(parsed.GetRequiredValue(Number));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(record, StepKey.Json));
                return ExitCode.Done;
            }

            CaseView.Show(context.Console, ServiceCaseDetail.Of(record));
            return ExitCode.Done;
        });
        return command.WithExamples("segml case show 3");
    }

    private static Command Act(CommandContext context)
    {
        var verb = new Argument<string>("action") { Description = "What is done, as `case show` lists it" };
        var note = new Option<string>("--note") { Description = "What is said with it; needed to close a case", DefaultValueFactory = _ => "", HelpName = "TEXT" };
        var command = new Command("act", "Do what a case's state allows") { Number, verb, Set, note };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            Tell(context, workspace.Cases.Act(
                parsed.GetRequiredValue(Number), parsed.GetRequiredValue(verb), Fields(parsed), context.Actor(parsed), parsed.GetRequiredValue(note), CommandContext.People(),
                request => OverrideCheck.Require(Definitions.Read(request.Pipeline, CommandContext.DefinitionRoots(), []), request)));
            return ExitCode.Done;
        });
        return command.WithExamples("segml case act 3 approve --by maria --note \"agreed with sales\"");
    }

    private static Command Attach(CommandContext context)
    {
        var file = new Argument<string>("file") { Description = "The file: its name, length and SHA-256 are recorded; keep it where records are kept" };
        var command = new Command("attach", "Attach a file's digest to a case as evidence") { Number, file };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            Tell(context, workspace.Cases.Attach(parsed.GetRequiredValue(Number), Evidence(parsed.GetRequiredValue(file)), context.Actor(parsed), CommandContext.People()));
            return ExitCode.Done;
        });
        return command.WithExamples("segml case attach 3 impact.html");
    }

    private static Command Due(CommandContext context)
    {
        var command = new Command("due", "Record what deadlines have done since, such as escalations; for a daily job");
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            foreach (var record in workspace.Cases.Tick())
            {
                Tell(context, record);
            }

            return ExitCode.Done;
        });
        return command.WithExamples("segml case due");
    }

    private static IReadOnlyDictionary<string, WorkflowDefinition> Workflows(string pipeline)
    {
        var definitions = Definitions.Read(pipeline, CommandContext.DefinitionRoots(), []);
        return Definitions.ReadWorkflows(definitions.Model.Name, [Path.GetFullPath(Path.Combine(definitions.Folder, "..", "..")), .. CommandContext.DefinitionRoots()], CommandContext.People());
    }

    internal static CaseEvidence Evidence(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new CaseEvidence(Path.GetFileName(path), stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLI-009", $"{path} cannot be read: {e.Message.TrimEnd('.')}.", "Check path and rights."), e);
        }
    }

    internal static Dictionary<string, string> Fields(ParseResult parsed)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in parsed.GetValue(Set) ?? [])
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !fields.TryAdd(setting[..equals], setting[(equals + 1)..]))
            {
                throw new ProblemException(new Problem("SEG-CLI-002", $"--set is '{setting}'.", "Write --set field=text, each field once."));
            }
        }

        return fields;
    }

    private static void Tell(CommandContext context, CaseRecord record) => CaseView.Tell(context.Console, ServiceCaseDetail.Of(record));
}
