using SegmentationML.Contracts.Tables;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Definition;

/// <summary>What the contracts say of who may see a column (<c>classification</c>), and what follows for the columns that are made from it.</summary>
/// <remarks>
/// A column that one contract calls personal is so in every table. Where it identifies somebody (its name ends in <c>_id</c>, or it is part of the entity) its values are replaced by pseudonyms before any
/// step computes with them; any other personal column is not handed on. So what is published is never personal. Other classes pass on to what is computed: a feature has those of the columns that its group
/// reads, where <see cref="Financial"/> passes to amounts and ratios only; a sentence has those of all drivers.
/// </remarks>
public sealed class ColumnClasses
{
    /// <summary>The class of what tells who a person is.</summary>
    public const string Personal = "personal";

    /// <summary>The class of amounts of money.</summary>
    public const string Financial = "financial";

    private static readonly string[] Sentences = ["reason_text", "next_change", "boundary_value", "boundary_margin"];
    private readonly Dictionary<string, string> _classes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _personal = new(StringComparer.OrdinalIgnoreCase);
    private readonly Definitions _definitions;

    private ColumnClasses(Definitions definitions)
    {
        _definitions = definitions;
        foreach (var (table, file) in definitions.Contracts.Files)
        {
            foreach (var property in ContractSet.TableOf(file, table).Properties.Where(p => !string.IsNullOrWhiteSpace(p.Classification)))
            {
                var name = property.Classification!.Trim().ToLowerInvariant().Replace(' ', '-');
                if (name == Personal)
                {
                    _personal.Add(property.Name!);
                }
                else
                {
                    _classes[$"{table}.{property.Name}"] = name;
                }
            }
        }
    }

    /// <summary>Whether the contracts call any column personal.</summary>
    public bool HasPersons => _personal.Count > 0;

    /// <summary>The columns whose values are replaced by pseudonyms, in order.</summary>
    public IReadOnlyList<string> Persons => [.. _personal.Where(IsIdentifier).Order(StringComparer.Ordinal)];

    /// <summary>Whether everybody may see the keys of the entities: no column of the key is personal or of another class.</summary>
    public bool IsKeyOpen => _definitions.Pipeline.Entity.All(c => OfKey(c) is null);

    /// <summary>The classes of a pipeline's columns.</summary>
    /// <param name="definitions">The pipeline.</param>
    public static ColumnClasses Of(Definitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return new ColumnClasses(definitions);
    }

    /// <summary>The columns of a table that are personal and identify nobody: they are not handed on.</summary>
    /// <param name="table">The table.</param>
    internal IReadOnlyList<string> Withheld(CanonicalTable table) => [.. table.Columns.Select(c => c.Name).Where(c => _personal.Contains(c) && !IsIdentifier(c))];

    /// <summary>The classification of each published column; a column that is not there is open to all.</summary>
    /// <param name="features">The features that were computed.</param>
    /// <param name="drivers">The drivers that are published.</param>
    internal IReadOnlyDictionary<string, string> Published(IReadOnlyList<FeatureColumn> features, IReadOnlyList<string> drivers)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("key", Joined(_definitions.Pipeline.Entity.Select(OfKey)));
        foreach (var column in _definitions.Pipeline.Entity)
        {
            Add(column, OfKey(column));
        }

        foreach (var driver in drivers)
        {
            Add(driver, OfDriver(driver, features));
        }

        var told = Joined(drivers.Select(d => found.GetValueOrDefault(d)));
        foreach (var sentence in Sentences)
        {
            Add(sentence, told);
        }

        Add("unit_cost", Joined(new[] { "order_lines.cost", "products.unit_cost", "receipts.unit_cost" }.Select(OfColumn)));
        return found;

        void Add(string column, string? classification)
        {
            if (classification is not null)
            {
                found[column] = classification;
            }
        }
    }

    /// <summary>The classification of what is named by values of columns of an entity; null when everybody may see it.</summary>
    /// <param name="columns">Columns of the key, or of products and customers; others have no class.</param>
    internal string? OfEntity(IEnumerable<string> columns) => Joined(columns.Select(OfKey));

    private bool IsIdentifier(string column) => column.EndsWith("_id", StringComparison.OrdinalIgnoreCase) || _definitions.Pipeline.Entity.Contains(column, StringComparer.OrdinalIgnoreCase);

    private string? OfColumn(string column) => _classes.GetValueOrDefault(column);

    private string? OfKey(string column)
        => _personal.Contains(column) ? PersonKey.Pseudonym : Joined(_definitions.Contracts.Files.Keys.Select(table => OfColumn($"{table}.{column}")));

    private string? OfDriver(string driver, IReadOnlyList<FeatureColumn> features)
    {
        if (_definitions.FeatureGroups.FirstOrDefault(g => g.Columns.Any(c => c.Name == driver)) is { } group)
        {
            var unit = group.Columns.First(c => c.Name == driver).Unit;
            var isMoney = unit == "1" || unit.Contains("currency", StringComparison.Ordinal);
            return Joined(group.Requires.Concat(group.Uses).Select(OfColumn).Where(c => c != Financial || isMoney));
        }

        if (_definitions.Model.Factors.TryGetValue(driver, out var factor))
        {
            return Joined([OfColumn(factor.Attribute), OfColumn("reference_factors.number")]);
        }

        return features.Any(f => f.Name == driver)
            ? Joined(new[] { "order_lines.quantity", "order_lines.order_date", "demand.quantity", "demand.period" }.Select(OfColumn))
            : Joined(_classes.Values); // Nobody can say what it is made from: it may be seen by who may see all of it.
    }

    private static string? Joined(IEnumerable<string?> classes)
        => string.Join(' ', classes.OfType<string>().SelectMany(c => c.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) is { Length: > 0 } joined ? joined : null;
}
