using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Privacy;

namespace SegmentationML.Cli;

/// <summary><c>segml person</c>: who stands behind which pseudonym, for who may read the ledger.</summary>
internal static class PersonCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "An identifier or a pseudonym" };
    private static readonly Option<string?> Column = new("--column") { Description = "Only persons whom this column identifies", HelpName = "COLUMN" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context) => new("person", "Who stands behind which pseudonym")
    {
        List(context), Show(context),
    };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List all persons with their pseudonyms, as CSV: what a planning system needs to find its customers again") { Column, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            Print(context, workspace.Persons.List(parsed.GetValue(Column)), parsed.GetValue(Json));
            return ExitCode.Done;
        });
        return command.WithExamples("segml person list --column customer_id > customers.csv");
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "Find a person by identifier or pseudonym") { Name, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var found = workspace.Persons.Search(parsed.GetRequiredValue(Name));
            if (found.Count == 0)
            {
                throw new ProblemException(PersonEraser.Unknown);
            }

            Print(context, found, parsed.GetValue(Json));
            return ExitCode.Done;
        });
        return command.WithExamples("segml person show 17850", "segml person show p-0a1b2c3d4e5f60718293a4b5c6d7e8f9");
    }

    private static void Print(CommandContext context, IReadOnlyList<PersonRecord> persons, bool json)
    {
        if (json)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(persons, StepKey.Json));
            return;
        }

        context.Console.Out.WriteLine("column,person,pseudonym");
        foreach (var person in persons)
        {
            context.Console.Out.WriteLine($"{person.Column},{Quoted(person.Person)},{person.Pseudonym}");
        }
    }

    private static string Quoted(string text) => text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
