using SegmentationML.Core;
using SegmentationML.Pipeline.Contract.Confined;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>The SQL rules of all tables of a run: all are looked at before any table is, then each runs in the one confined session.</summary>
internal sealed class SqlRules : IDisposable
{
    private readonly ConfinedSession? _session;
    private readonly Dictionary<QueryRule, Admission> _admissions = [];

    /// <summary>Looks at all rules; throws with every one that is refused.</summary>
    /// <param name="books">The rules of each table.</param>
    /// <param name="tables">The tables that rules may read, each with the query that shows it.</param>
    /// <param name="files">The files behind them, absolute.</param>
    /// <param name="options">Time and memory of a rule.</param>
    /// <param name="openScratch">Opens a fresh engine in memory.</param>
    public SqlRules(IReadOnlyList<RuleBook> books, IReadOnlyList<(string Name, string Query)> tables, IEnumerable<string> files, ContractOptions options, Func<IQueryEngine> openScratch)
    {
        if (!books.SelectMany(b => b.Rules).OfType<QueryRule>().Any())
        {
            return;
        }

        _session = new ConfinedSession(openScratch(), tables, files, options.SqlMegabytes, TimeSpan.FromSeconds(options.SqlSeconds));
        var problems = new List<Problem>();
        foreach (var (book, rule) in books.SelectMany(b => b.Rules.OfType<QueryRule>().Select(r => (b, r))))
        {
            var admission = _session.Admit(rule);
            _admissions.Add(rule, admission);
            if (admission.Refusal is { } problem && !(admission.LacksColumns && !book.IsComplete))
            {
                problems.Add(problem);
            }
        }

        if (problems.Count > 0)
        {
            _session.Dispose();
            throw new ProblemException(problems);
        }
    }

    /// <summary>Measures a rule, or says why there is no measure.</summary>
    /// <param name="rule">A rule that was looked at.</param>
    /// <param name="cancellation">Stops it.</param>
    public QueryOutcome Measure(QueryRule rule, CancellationToken cancellation)
    {
        if (_admissions[rule].Query is not { } query)
        {
            return new QueryOutcome(null, "A column that it needs is missing or of another type.", WasRun: false);
        }

        var measure = _session!.Measure(query, out var failure, cancellation);
        return new QueryOutcome(measure, failure);
    }

    /// <inheritdoc/>
    public void Dispose() => _session?.Dispose();
}
