using SegmentationML.Contracts.Standard;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Checking;
using SegmentationML.Pipeline.Contract.Reading;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract;

/// <summary>Checks one file against one contract, without a pipeline.</summary>
/// <remarks>
/// CSV and JSON hold text: each value is read by the contract's type, and what cannot be read breaks the rule <c>type</c> of its column. Parquet brings its own types, which must fit.
/// Rules and outcomes are those of a run; references to other tables are not followed.
/// </remarks>
public static class ContractCheck
{
    /// <summary>Runs the check.</summary>
    /// <param name="engine">An engine in memory.</param>
    /// <param name="request">What to check.</param>
    /// <param name="openScratch">Opens a fresh engine in memory, for SQL rules.</param>
    /// <param name="cancellation">Stops the check.</param>
    public static ContractCheckReport Run(IQueryEngine engine, ContractCheckRequest request, Func<IQueryEngine> openScratch, CancellationToken cancellation = default)
    {
        ProblemException.ThrowIfAny(request.Options.Validate());
        var file = ContractReader.Read(request.Contract, request.Options.Variables);
        var table = TableOf(file, request.Table);
        var source = new DataFile(engine, request.WorkFolder, cancellation).Open(request.Data, table);
        var settings = new CheckSettings(file.Contract, table, request.AsOf?.ToDateTime(TimeOnly.MinValue), request.Options.QuarantineLimitPercent, request.Options.Examples, request.WorkFolder);
        var checker = new TableChecker(engine, source, settings, new Dictionary<string, TableSource>(StringComparer.Ordinal), cancellation);
        var book = checker.Bind();
        using var sql = new SqlRules([book], [(source.Name, Typed(source, book))], source.Paths, request.Options, openScratch);
        var report = checker.Check(book, rule => sql.Measure(rule, cancellation)).Report;
        report = report with { QuarantineFile = report.QuarantineFile is { } name ? Path.Combine(request.WorkFolder, name) : null };
        return new ContractCheckReport(request.Contract, request.Data, report, [.. BlockingProblems.Of(report)]);
    }

    private static SchemaObject TableOf(ContractFile file, string? table)
    {
        if (table is not null)
        {
            return ContractSet.TableOf(file, table);
        }

        return file.Contract.Schema is [var only]
            ? only
            : throw new ProblemException(new Problem("SEG-CONT-008", $"{file.Path} is about {file.Contract.Schema.Count} tables.", $"Say which one the data is: {string.Join(", ", file.Contract.Schema.Select(o => o.Name))}."));
    }

    /// <summary>The rows with values in the contract's types, as SQL rules expect them.</summary>
    private static string Typed(TableSource source, RuleBook book)
    {
        var read = book.Columns.Values.Where(c => c.IsRead).ToArray();
        return read.Length == 0 ? source.Rows : $"SELECT * REPLACE ({string.Join(", ", read.Select(c => $"{c.Value} AS {c.Raw}"))}) FROM ({source.Rows})";
    }
}
