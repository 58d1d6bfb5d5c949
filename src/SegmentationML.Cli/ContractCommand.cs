using System.CommandLine;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml contract</c>: checks a file against a data contract, without a pipeline.</summary>
internal static class ContractCommand
{
    private static readonly Argument<string> Contract = new("contract") { Description = "The contract's YAML file" };
    private static readonly Argument<string> Data = new("file") { Description = "A CSV, Parquet or JSON-lines file, plain or gzip" };
    private static readonly Option<string?> Table = new("--table") { Description = "The table of the contract that the file is (needed when the contract has several)", HelpName = "TABLE" };
    private static readonly Option<string?> Quarantine = new("--quarantine") { Description = "Write the rows that break the contract to this Parquet file", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the report as JSON" };

    public static Command Create(CommandContext context) => new("contract", "Data contracts in the Open Data Contract Standard")
    {
        Check(context),
    };

    private static Command Check(CommandContext context)
    {
        var command = new Command("check", "Check a file against a contract; exit code 3 when a run with it would be blocked") { Contract, Data, Table, Quarantine, Json };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml contract check data-contracts/order_lines/v1.yaml lines.csv",
            "segml contract check data-contracts/order_lines/v1.yaml lines.parquet --quarantine refused.parquet --json");
    }

    private static int Run(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var work = Directory.CreateTempSubdirectory("segml-contract-");
        try
        {
            using var engine = DuckDbEngine.Open(new DuckDbOptions());
            var request = new ContractCheckRequest
            {
                Contract = parsed.GetRequiredValue(Contract),
                Data = parsed.GetRequiredValue(Data),
                Table = parsed.GetValue(Table),
                AsOf = DateOnly.FromDateTime(context.Clock.GetUtcNow().UtcDateTime),
                WorkFolder = work.FullName,
            };
            var report = Keep(ContractCheck.Run(engine, request, () => DuckDbEngine.Open(new DuckDbOptions()), cancellation), parsed.GetValue(Quarantine));
            context.Console.Out.WriteLine(parsed.GetValue(Json) ? ContractReportJson.Render(report) : ContractReportText.Render(report.Report));
            if (!parsed.GetValue(Json))
            {
                Terminal.ProblemPrinter.Print(context.Console, report.Blocking);
            }

            return report.Report.Outcome == ContractOutcome.Block ? ExitCode.ContractBlocked : ExitCode.Done;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    /// <summary>The work folder goes; the refused rows stay where they were asked for, or are not named.</summary>
    private static ContractCheckReport Keep(ContractCheckReport report, string? target)
    {
        if (target is not null && report.Report.QuarantineFile is { } file)
        {
            File.Copy(file, target, overwrite: true);
        }

        return report with { Report = report.Report with { QuarantineFile = report.Report.QuarantineFile is null ? null : target } };
    }
}
