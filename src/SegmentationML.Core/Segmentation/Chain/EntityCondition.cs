namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Which entities a rule, an override or an event speaks of: those that fulfil every condition; without a condition all of them.</summary>
/// <param name="Drivers">Conditions on drivers.</param>
/// <param name="Classes">Conditions on classes.</param>
public sealed record EntityCondition(IReadOnlyList<DriverCondition> Drivers, IReadOnlyList<ClassCondition> Classes)
{
    /// <summary>Everyone.</summary>
    public static EntityCondition Everyone { get; } = new([], []);

    /// <summary>The conditions, joined by "and".</summary>
    public override string ToString()
        => Drivers.Count + Classes.Count == 0 ? "always" : string.Join(" and ", Drivers.Select(d => d.ToString()).Concat(Classes.Select(c => c.ToString())));

    /// <summary>Everything that is wrong with it.</summary>
    internal IEnumerable<Problem> Validate(string owner, IEntityFacts facts)
    {
        foreach (var condition in Drivers)
        {
            if (facts.DriverOf(condition.Driver) is null)
            {
                yield return ChainProblems.Condition(owner, condition.ToString(), $"names the driver '{condition.Driver}', which the segmentation does not read");
            }

            if (!double.IsFinite(condition.Value))
            {
                yield return ChainProblems.Condition(owner, condition.ToString(), "compares with no finite number");
            }
        }

        foreach (var condition in Classes)
        {
            var classes = facts.ClassesOf(condition.Dimension);
            if (classes is null)
            {
                yield return ChainProblems.Condition(owner, condition.ToString(), $"names the dimension '{condition.Dimension}', which the model does not have");
            }

            foreach (var code in condition.Codes.Where(code => classes is not null && classes.Scheme.IndexOf(code) < 0))
            {
                yield return ChainProblems.Condition(owner, condition.ToString(), $"names '{code}', which is not a class of {condition.Dimension} ({string.Join(", ", classes!.Scheme.Codes)})");
            }
        }
    }

    /// <summary>A test of entities by index.</summary>
    internal Func<int, bool> Over(IEntityFacts facts)
    {
        var drivers = Drivers.Select(c => (Condition: c, Values: facts.DriverOf(c.Driver)!)).ToArray();
        var classes = Classes.Select(c => (Classification: facts.ClassesOf(c.Dimension)!, Accepted: Accepted(facts.ClassesOf(c.Dimension)!.Scheme, c.Codes))).ToArray();
        return entity =>
        {
            foreach (var (condition, values) in drivers)
            {
                if (!condition.Holds(values[entity]))
                {
                    return false;
                }
            }

            foreach (var (classification, accepted) in classes)
            {
                if (!accepted[classification.Classes[entity]])
                {
                    return false;
                }
            }

            return true;
        };
    }

    private static bool[] Accepted(ClassScheme scheme, IReadOnlyList<string> codes)
    {
        var accepted = new bool[scheme.Codes.Count];
        foreach (var code in codes)
        {
            accepted[scheme.IndexOf(code)] = true;
        }

        return accepted;
    }
}
