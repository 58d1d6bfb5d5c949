using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using SegmentationML.Cli.Server;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Cli;

/// <summary>The command line: parses, runs one verb, turns problems into messages and exit codes.</summary>
internal static partial class Segml
{
    /// <summary>The environment variable that makes an unexpected failure show where it happened.</summary>
    internal const string TraceVariable = "SEGML_TRACE";

    /// <summary>Runs one call.</summary>
    /// <param name="args">The words after <c>segml</c>.</param>
    /// <param name="console">Where to write.</param>
    /// <param name="clock">The clock for the record.</param>
    /// <param name="cancellation">Ends the call; Ctrl-C does so too.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(string[] args, SegmlConsole console, TimeProvider clock, CancellationToken cancellation)
    {
        var context = new CommandContext(console, clock);
        return RunAsync(Root(context), args, console, cancellation, parsed =>
        {
            CallFiles.Require(parsed);
            ServerVerbs.Require(context, parsed);
        });
    }

    /// <summary>As <see cref="RunAsync(string[], SegmlConsole, TimeProvider, CancellationToken)"/>, with a command tree of the caller.</summary>
    internal static async Task<int> RunAsync(RootCommand root, string[] args, SegmlConsole console, CancellationToken cancellation, Action<ParseResult>? check = null)
    {
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            return RefuseUsage(console, parsed);
        }

        var configuration = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(30),
        };
        try
        {
            check?.Invoke(parsed);
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (ProblemException e)
        {
            ProblemPrinter.Print(console, e.Problems);
            return e.Problems.Any(p => p.Code == "SEG-LEDG-001") ? ExitCode.Busy : ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            console.Error.WriteLine("Cancelled. The last version stays as it was; the same command goes on where this one stopped.");
            return ExitCode.Cancelled;
        }
#pragma warning disable CA1031 // The last catch of the program: whatever comes here is a fault of ours, and is told as one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Unexpected(console, e);
        }
    }

    /// <summary>The command tree.</summary>
    /// <param name="context">What the verbs share.</param>
    internal static RootCommand Root(CommandContext context)
    {
        var root = new RootCommand("Supply-chain segmentation and intermittent-demand forecasting: order lines in, versioned segments, forecasts and stock policies out.")
        {
            DemoCommand.Create(context),
            RunCommand.Create(context),
            RunsCommand.Create(context),
            SnapshotCommand.Create(context),
            ExplainCommand.Create(context),
            OutboxCommand.Create(context),
            ClusterCommand.Create(context),
            ContractCommand.Create(context),
            ForecastCommand.Create(context),
            BacktestCommand.Create(context),
            ModelCommand.Create(context),
            AuditCommand.Create(context),
            OverrideCommand.Create(context),
            CaseCommand.Create(context),
            PersonCommand.Create(context),
            EraseCommand.Create(context),
            SegmentCommand.Create(context),
            AlertCommand.Create(context),
            WebhookCommand.Create(context),
            ServeCommand.Create(context),
            KeyCommand.Create(context),
            DoctorCommand.Create(context),
            BackupCommand.Create(context),
            RestoreCommand.Create(context),
            NewCommand.Create(context),
            SchemaCommand.Create(context),
            CompletionCommand.Create(context),
        };
        root.Options.Add(context.Workspace);
        root.Options.Add(context.Ledger);
        root.Options.Add(context.By);
        root.Options.Add(context.Server);
        root.Options.Add(context.KeyFile);
        ServerVerbs.Install(root, context);
        CommandExamples.Install(root);
        return root;
    }

    private static int Unexpected(SegmlConsole console, Exception fault)
    {
        var traced = Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 };
        ProblemPrinter.Print(console, [new Problem(
            "SEG-CLI-029",
            $"The program failed where it should not: {fault.GetType().Name}: {fault.Message}",
            traced ? "Report it with the lines below and the call that led to it." : $"Report it with the call that led to it and the lines that {TraceVariable}=1 adds.")]);
        if (traced)
        {
            console.Error.WriteLine(fault);
        }

        return ExitCode.Failed;
    }

    private static int RefuseUsage(SegmlConsole console, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        foreach (var error in parsed.UnmatchedTokens.Count > 0 ? [Unknown(command, parsed)] : parsed.Errors.Select(e => InWords(e.Message)))
        {
            console.Error.WriteLine($"error SEG-CLI-001: {error}");
        }

        var path = command is RootCommand ? "segml" : $"segml {string.Join(' ', Path(command))}";
        console.Error.WriteLine($"  -> See `{path} --help`.");
        return ExitCode.Usage;
    }

    /// <summary>What the parser says of a value, without the names of our types.</summary>
    private static string InWords(string message)
        => WrongValue().Match(message) is not { Success: true } found ? message
            : $"'{found.Groups["value"].Value}' is no {(found.Groups["type"].Value is "Double" ? "number" : found.Groups["type"].Value.Contains("Int", StringComparison.Ordinal) ? "whole number that fits" : "value")} for {found.Groups["name"].Value}.";

    [GeneratedRegex(@"\ACannot parse argument '(?<value>.*)' for (?:option|command) '(?<name>.*)' as expected type '(?:System\.Nullable`1\[)?System\.(?<type>\w+)\]?'\.\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex WrongValue();

    /// <summary>The word that was misspelled, with the nearest that fits there: what the parser says besides follows from it.</summary>
    /// <remarks>A misspelled option may have been taken for an argument, so that only its value was left over: all words are looked at.</remarks>
    private static string Unknown(Command command, ParseResult parsed)
    {
        var word = parsed.Tokens.FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal))?.Value ?? parsed.UnmatchedTokens[0];
        string[] known = word.StartsWith('-')
            ? [.. command.Parents.OfType<Command>().SelectMany(p => p.Options.Where(o => o.Recursive)).Concat(command.Options).Select(o => o.Name)]
            : [.. command.Subcommands.Select(c => c.Name)];
        return $"'{word}' is not known here.{(ClosestMatch.Of(word, known) is { } near ? $" Did you mean '{near}'?" : "")}";
    }

    private static IEnumerable<string> Path(Command command)
        => command.Parents.OfType<Command>().Where(p => p is not RootCommand).SelectMany(Path).Append(command.Name);
}
