using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Definition;

/// <summary>A pipeline with all that its run needs: definition, model, feature groups, and the digest of the lot.</summary>
/// <param name="Folder">The folder of <c>pipeline.yaml</c>, absolute; relative paths in it start here.</param>
/// <param name="Pipeline">The definition, with overrides.</param>
/// <param name="Model">The segmentation.</param>
/// <param name="FeatureGroups">The groups to choose from.</param>
/// <param name="Contracts">The data contracts.</param>
public sealed record Definitions(string Folder, PipelineDefinition Pipeline, ModelDefinition Model, IReadOnlyList<FeatureGroup> FeatureGroups, ContractSet Contracts)
{
    private const string RightsFile = "decision-rights.yaml";

    /// <summary>Who may bring a version into use, and what it must show: <c>decision-rights.yaml</c> beside the model. It changes no result, so it is no part of the digest.</summary>
    public DecisionRights Rights { get; init; } = new();

    /// <summary>Planners' changes to the forecast; null for none.</summary>
    public PlannedChangeFile? Changes { get; init; }

    /// <summary>SHA-256 in lower-case hex over all of it, the places of the sources, the rules of publishing, who decides, who follows and the schedule left out: the same definitions, the same digest.</summary>
    public string Digest
    {
        get
        {
            var ingest = Pipeline.Ingest with { Sources = Pipeline.Ingest.Sources.ToDictionary(s => s.Key, s => s.Value with { Path = null }), Lookups = Pipeline.Ingest.Lookups.ToDictionary(l => l.Key, l => l.Value with { Path = null }) };
            return StepKey.OfText(JsonSerializer.Serialize(new { Pipeline = Pipeline with { Ingest = ingest, Publish = new(), Registry = default, Mlflow = new(), Lineage = new(), Schedule = null }, Model, FeatureGroups, Contracts = Contracts.Digest, Changes = Changes?.Digest }, StepKey.Json));
        }
    }

    /// <summary>What the contracts say of who may see which column.</summary>
    public ColumnClasses Classes => ColumnClasses.Of(this);

    /// <summary>Whether other systems are told of its runs.</summary>
    public bool HasFollowers => Pipeline.Registry == RegistryKind.Mlflow || Pipeline.Lineage.IsOn;

    /// <summary>The same with the overrides that persons decided on beside those of the model's files.</summary>
    /// <param name="book">The overrides.</param>
    public Definitions WithOverrides(IOverrideBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        OverrideDefinition[] decided = [.. book.List(Pipeline.Name).Where(o => o.State == OverrideState.Approved && o.Request.From < o.Request.To).Select(OverrideDefinition.Of)];
        return decided.Length == 0 ? this : this with { Model = Model with { Overrides = [.. Model.Overrides, .. decided] } };
    }

    /// <summary>The same with pseudonyms in the place of the persons whom overrides and events name. An override that names none but erased persons is left out.</summary>
    /// <param name="book">The pseudonyms; null when the host keeps none.</param>
    /// <param name="enter">True to make keys for persons who have none.</param>
    /// <exception cref="ProblemException">Contracts call columns personal, and the host keeps no pseudonyms.</exception>
    public Definitions WithPersons(IPersonBook? book, bool enter)
    {
        if (!Classes.HasPersons)
        {
            return this;
        }

        if (book is null)
        {
            throw new ProblemException(new Problem("SEG-PRIV-001", $"The contracts of '{Pipeline.Name}' call columns personal, and nothing here keeps the keys of pseudonyms.", "Run the pipeline in a workspace."));
        }

        var persons = PersonsOfKey();
        string? Known(string column, string person) => enter ? book.Enter(column, [person])[0] : book.Find(column, person) ?? person;
        IReadOnlyList<string> Keys(IReadOnlyList<string> keys) => [.. keys.Select(k => PersonKey.Of(k, Pipeline.Entity, persons, Known)).OfType<string>()];
        return persons.Count == 0 ? this : this with
        {
            Model = Model with
            {
                Overrides = [.. Model.Overrides.Select(o => (Before: o, After: o with { Keys = Keys(o.Keys) })).Where(o => o.Before.Keys.Count == 0 || o.After.Keys.Count > 0).Select(o => o.After)],
                Events = [.. Model.Events.Select(e => (Before: e, After: e with { Keys = Keys(e.Keys) })).Where(e => e.Before.Keys.Count == 0 || e.After.Keys.Count > 0).Select(e => e.After)],
            },
        };
    }

    /// <summary>An override that somebody asks for, with pseudonyms in the place of the persons whom its keys name.</summary>
    /// <param name="request">The override.</param>
    /// <param name="book">The pseudonyms.</param>
    /// <exception cref="ProblemException">A person was erased.</exception>
    public OverrideRequest Published(OverrideRequest request, IPersonBook book)
    {
        ArgumentNullException.ThrowIfNull(request);
        var persons = PersonsOfKey();
        return persons.Count == 0 ? request : request with
        {
            Keys = [.. request.Keys.Select(k => PersonKey.Of(k, Pipeline.Entity, persons, (column, person) => book.Enter(column, [person])[0]) ?? throw new ProblemException(PersonKey.Erased(Pipeline.Name)))],
        };
    }

    /// <summary>Gives the published key of an entity that people name by persons' own identifiers.</summary>
    /// <param name="book">The pseudonyms; null when the host keeps none.</param>
    internal Func<string, string> KeyOf(IPersonBook? book)
    {
        var persons = PersonsOfKey();
        return book is null || persons.Count == 0 ? static key => key : key => PersonKey.Of(key, Pipeline.Entity, persons, book.Find) ?? key;
    }

    private IReadOnlyList<string> PersonsOfKey() => [.. Classes.Persons.Intersect(Pipeline.Entity, StringComparer.Ordinal)];

    /// <summary>Reads and checks a pipeline; all that is wrong comes at once.</summary>
    /// <param name="pipeline">A folder, a <c>pipeline.yaml</c>, or a name below one of the roots.</param>
    /// <param name="roots">Folders that hold <c>pipelines</c> and <c>models</c>, searched in order.</param>
    /// <param name="overrides">Settings that replace those of the file, as <c>forecast.horizon=26</c>.</param>
    public static Definitions Read(string pipeline, IReadOnlyList<string> roots, IReadOnlyList<string> overrides)
    {
        var file = Find(pipeline, roots);
        var node = overrides.Aggregate(YamlText.ReadFile(file), (tree, setting) => YamlOverride.Apply(tree, setting));
        var definition = YamlBinder.Bind<PipelineDefinition>(node, file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string[] modelRoots = [Path.GetFullPath(Path.Combine(folder, "..", "..")), .. roots];
        var (model, modelPlaces) = ReadPlacedModel(definition.Model, modelRoots);
        var places = new YamlPlaces(node, file, overrides);
        ProblemException.ThrowIfAny(definition.Validate().Concat(Misnamed("pipeline", definition.Name, Path.GetFileName(folder))).Select(places.Place)
            .Concat(model.Validate().Concat(Misnamed("model", model.Name, definition.Model)).Select(modelPlaces.Place)));
        ProblemException.ThrowIfAny(DefinitionCheck.Of(definition).Select(places.Place).Concat(DefinitionCheck.Of(model).Select(modelPlaces.Place)));
        var groups = FeatureGroup.ReadAll(folder);
        ProblemException.ThrowIfAny(DefinitionCheck.Drivers(model, definition.Features, groups).Select(modelPlaces.Place));
        var definitions = new Definitions(folder, definition, model, groups, ContractSet.Load(definition.Contract, folder)) { Rights = ReadRights(definition.Model, modelRoots), Changes = PlannedChangeFile.Find(folder, definition.Forecast.Changes, places.Place) };
        ProblemException.ThrowIfAny(ForecastColumns.Problems(definitions).Select(places.Place));
        return definitions;
    }

    /// <summary>Reads and checks the decision rights beside a model; without the file, one person other than the proposer decides on everything.</summary>
    /// <param name="model">A folder below <c>models</c>.</param>
    /// <param name="roots">Folders that hold <c>models</c>, searched in order.</param>
    public static DecisionRights ReadRights(string model, IReadOnlyList<string> roots)
    {
        var file = ModelFile(model, roots);
        var rights = Beside<DecisionRights>(file, RightsFile) ?? new DecisionRights();
        var path = Path.Combine(Path.GetDirectoryName(file)!, RightsFile);
        ProblemException.ThrowIfAny(rights.Validate().Select(p => p with { What = $"{path}: {p.What}" }));
        return rights;
    }

    /// <summary>The names of all pipelines below the roots, sorted.</summary>
    /// <param name="roots">Folders that hold <c>pipelines</c>.</param>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> roots)
        => [.. roots.Select(r => Path.Combine(r, "pipelines")).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Where(d => File.Exists(Path.Combine(d, "pipeline.yaml"))).Select(d => Path.GetFileName(d)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Find(string pipeline, IReadOnlyList<string> roots)
    {
        string[] candidates = [pipeline, Path.Combine(pipeline, "pipeline.yaml"), .. roots.Select(r => Path.Combine(r, "pipelines", pipeline, "pipeline.yaml"))];
        return Array.Find(candidates, File.Exists) ?? throw new ProblemException(new Problem(
            "SEG-CFG-005",
            $"There is no pipeline '{pipeline}'.",
            Names(roots) is { Count: > 0 } names ? ClosestMatch.Hint(pipeline, [.. names]) : "Give the path of a pipeline.yaml, or make one with `segml new pipeline NAME`."));
    }

    /// <summary>Reads a model with what lies beside it (<c>tests.yaml</c>, <c>overrides.yaml</c>); it is not checked yet.</summary>
    /// <param name="name">A folder below <c>models</c>.</param>
    /// <param name="roots">Folders that hold <c>models</c>, searched in order.</param>
    public static ModelDefinition ReadModel(string name, IReadOnlyList<string> roots) => ReadPlacedModel(name, roots).Model;

    /// <summary>The kinds of case of a model, by name: every file of <c>models/NAME/workflows</c>, checked.</summary>
    /// <param name="model">A folder below <c>models</c>.</param>
    /// <param name="roots">Folders that hold <c>models</c>, searched in order.</param>
    /// <param name="people">Who may do what.</param>
    public static IReadOnlyDictionary<string, WorkflowDefinition> ReadWorkflows(string model, IReadOnlyList<string> roots, PeopleDirectory people)
    {
        ArgumentNullException.ThrowIfNull(people);
        var (kinds, problems) = (new SortedDictionary<string, WorkflowDefinition>(StringComparer.Ordinal), new List<Problem>());
        var folder = roots.Select(r => Path.Combine(r, "models", model)).FirstOrDefault(f => File.Exists(Path.Combine(f, "model.yaml")));
        string[] files = folder is not null && Directory.Exists(Path.Combine(folder, "workflows")) ? Directory.GetFiles(Path.Combine(folder, "workflows"), "*.yaml") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var kind = YamlBinder.Bind<WorkflowDefinition>(YamlText.ReadFile(file), file);
            problems.AddRange(kind.Validate(people.Roles).Concat(Misnamed("workflow", kind.Name, Path.GetFileNameWithoutExtension(file))));
            kinds[kind.Name] = kind;
        }

        ProblemException.ThrowIfAny(problems);
        return kinds;
    }

    /// <summary>Who may do what: the first <c>people.yaml</c> beside <c>pipelines</c> and <c>models</c>; everyone has every role where there is none.</summary>
    /// <param name="roots">Folders that hold <c>pipelines</c> and <c>models</c>, searched in order.</param>
    public static PeopleDirectory ReadPeople(IReadOnlyList<string> roots)
    {
        if (roots.Select(r => Path.Combine(r, "people.yaml")).FirstOrDefault(File.Exists) is not { } file)
        {
            return PeopleDirectory.Everyone;
        }

        var people = YamlBinder.Bind<PeopleDirectory>(YamlText.ReadFile(file), file);
        ProblemException.ThrowIfAny(people.Validate());
        return people;
    }

    /// <summary>What is worth an alert and who is told: the first <c>alerts.yaml</c> beside <c>pipelines</c> and <c>models</c>; the default where there is none.</summary>
    /// <param name="roots">Folders that hold <c>pipelines</c> and <c>models</c>, searched in order.</param>
    public static AlertPolicy ReadAlerts(IReadOnlyList<string> roots)
    {
        if (roots.Select(r => Path.Combine(r, "alerts.yaml")).FirstOrDefault(File.Exists) is not { } file)
        {
            return AlertPolicy.Default;
        }

        var policy = YamlBinder.Bind<AlertPolicy>(YamlText.ReadFile(file), file);
        ProblemException.ThrowIfAny(policy.Validate());
        return policy;
    }

    private static (ModelDefinition Model, YamlPlaces Places) ReadPlacedModel(string name, IReadOnlyList<string> roots)
    {
        var file = ModelFile(name, roots);
        var node = YamlText.ReadFile(file);
        var model = YamlBinder.Bind<ModelDefinition>(node, file);
        var (tests, overrides) = (Beside<DecisionTestFile>(file, "tests.yaml"), Beside<OverrideFile>(file, "overrides.yaml"));
        return (model with { Tests = [.. model.Tests, .. tests?.Tests ?? []], Overrides = [.. model.Overrides, .. overrides?.Overrides ?? []] }, new YamlPlaces(node, file, []));
    }

    private static string ModelFile(string name, IReadOnlyList<string> roots)
        => roots.Select(r => Path.Combine(r, "models", name, "model.yaml")).FirstOrDefault(File.Exists) ?? throw new ProblemException(new Problem(
            "SEG-CFG-008", $"There is no model '{name}'.", $"Looked for models/{name}/model.yaml in {string.Join(", ", roots.Distinct(StringComparer.Ordinal))}."));

    private static IEnumerable<Problem> Misnamed(string what, string name, string folder)
        => name == folder ? [] : [new Problem("SEG-CFG-010", $"name is '{name}', but the folder of the {what} is '{folder}'.", "Give both the same name: versions, reports and other pipelines find it by that.")];

    private static T? Beside<T>(string file, string name)
        where T : class
    {
        var path = Path.Combine(Path.GetDirectoryName(file)!, name);
        return File.Exists(path) ? YamlBinder.Bind<T>(YamlText.ReadFile(path), path) : null;
    }
}
