using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Service.Doctor;

namespace SegmentationML.Cli;

/// <summary><c>segml doctor</c>: how everything stands that a service needs, and what to do.</summary>
internal static class DoctorCommand
{
    private static readonly Option<bool> Json = new("--json") { Description = "Print the findings as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", "Look at program, engine, definitions, workspace, ledger, disk, versions, runs, keys and servers, and say what to do") { Json };
        command.SetAction((parsed, cancellation) => LookAsync(context, parsed, cancellation));
        return command.WithExamples("segml doctor", "segml doctor --workspace /var/lib/segml --json");
    }

    private static async Task<int> LookAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var findings = await new Examination(parsed.GetValue(context.Workspace)!, parsed.GetValue(context.Ledger), CommandContext.DefinitionRoots(), context.Clock).RunAsync(cancellation);
        if (parsed.GetValue(Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(new { Healthy = findings.All(f => f.Health != Health.Bad), Findings = findings }, StepKey.Json));
        }
        else
        {
            foreach (var finding in findings)
            {
                context.Console.Out.WriteLine($"{finding.Health.ToString().ToLowerInvariant(),-8}{finding.Check,-12}{finding.What}");
                if (finding.Fix is not null)
                {
                    context.Console.Out.WriteLine($"{"",20}-> {finding.Fix}");
                }
            }
        }

        return findings.Any(f => f.Health == Health.Bad) ? ExitCode.Failed : ExitCode.Done;
    }
}
