using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Pipeline;
using SegmentationML.Storage.Privacy;

namespace SegmentationML.Cli;

/// <summary><c>segml erase</c>: makes the workspace forget a person who is published under a pseudonym.</summary>
internal static class EraseCommand
{
    private static readonly Argument<string?> Person = new("person") { Description = "The person's identifier as the source has it, or the pseudonym", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Column = new("--column") { Description = "The column that identifies the person, where several know the name", HelpName = "COLUMN" };
    private static readonly Option<string?> Reason = new("--reason", "-r") { Description = "Why, without naming the person: the audit chain keeps it", HelpName = "TEXT" };
    private static readonly Option<bool> Anew = new("--may-return") { Description = "Keep no digest of the person: a source that still holds them makes a new person of them" };
    private static readonly Option<bool> Lift = new("--lift") { Description = "Forget the digests of all who were erased, once the sources hold them no more" };
    private static readonly Option<bool> Scrub = new("--scrub") { Description = "Empty the ledger's log of old bytes, where another process stood in the way before" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would be erased, and change nothing" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("erase", "Forget a person: delete the key of their pseudonym, so that what was published is about nobody") { Person, Column, Reason, Anew, Lift, Scrub, DryRun, Json };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(Person) is not null, result.GetValue(Lift), result.GetValue(Scrub) }.Count(c => c) != 1)
            {
                result.AddError("Name a person, or ask for --lift or --scrub.");
            }
            else if (!result.GetValue(Scrub) && !result.GetValue(DryRun) && string.IsNullOrWhiteSpace(result.GetValue(Reason)))
            {
                result.AddError("Say why with --reason.");
            }
        });
        command.SetAction(parsed => Erase(context, parsed));
        return command.WithExamples("segml erase 17850 --reason DSR-2026-114 --dry-run", "segml erase 17850 --reason DSR-2026-114 --by maria", "segml erase --lift --reason \"the shop's files are clean since May\"");
    }

    private static int Erase(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspace(parsed);
        if (parsed.GetValue(Scrub))
        {
            workspace.Persons.Scrub();
            context.Console.Out.WriteLine("The ledger holds no bytes of what was deleted.");
            return ExitCode.Done;
        }

        var reason = parsed.GetValue(Reason) ?? "";
        ProblemException.ThrowIfAny(GovernedText.Line("--reason", reason));
        if (parsed.GetValue(Lift))
        {
            var lifted = workspace.Persons.Lift(context.Actor(parsed), reason);
            context.Console.Out.WriteLine($"{lifted} digests of erased persons are gone. Who of them is still in a source will be a new person.");
            return ExitCode.Done;
        }

        var eraser = new PersonEraser(workspace);
        var (person, stays) = (eraser.Find(parsed.GetValue(Person)!, parsed.GetValue(Column)), !parsed.GetValue(Anew));
        var erasure = parsed.GetValue(DryRun) ? eraser.Plan(person, stays) : eraser.Erase(person, stays, context.Actor(parsed), reason);
        if (parsed.GetValue(Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(erasure, StepKey.Json));
        }
        else
        {
            Tell(context, erasure, parsed.GetValue(DryRun));
        }

        return ExitCode.Done;
    }

    private static void Tell(CommandContext context, Erasure erasure, bool planned)
    {
        var (console, one, many) = (context.Console.Out, planned ? "would be" : "is", planned ? "would be" : "were");
        console.WriteLine($"The key of {erasure.Person.Pseudonym} ({erasure.Person.Column}) {one} deleted: {(planned ? "then nobody can tell" : "nobody can tell any more")} whom versions, reports, cases and the audit chain mean by it.");
        console.WriteLine($"{erasure.CachedOutputs} outputs {many} removed from the cache; the next run of each pipeline makes them anew.");
        console.WriteLine($"{erasure.QuarantineFiles.Count} files {many} removed from the quarantine{(erasure.QuarantineFiles.Count > 0 ? $": {string.Join(", ", erasure.QuarantineFiles)}" : "")}.");
        console.WriteLine(erasure.StaysErased
            ? "Rows that sources still hold of this person count as nobody's from now on."
            : "A source that still holds this person makes a new person of them.");
        console.WriteLine("Not touched: the source files, contracts, overrides.yaml, exports and downstream copies, and backups. Those are the company's to clean.");
        foreach (var left in erasure.Left)
        {
            console.WriteLine($"Still there: {left}.");
        }
    }
}
