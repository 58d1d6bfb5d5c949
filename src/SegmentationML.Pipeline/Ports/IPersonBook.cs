namespace SegmentationML.Pipeline.Ports;

/// <summary>The pseudonyms under which persons are published, each made with a key of its own. Deleting a person's key makes everything that bears the pseudonym forget whom it stands for.</summary>
public interface IPersonBook
{
    /// <summary>Differs between ledgers and after each erasure: outputs that were made from persons' identifiers depend on it.</summary>
    string State { get; }

    /// <summary>The pseudonyms of persons, in their order. Who has no key gets one; who was erased and is to stay so has null.</summary>
    /// <param name="column">The column that identifies them, such as <c>customer_id</c>.</param>
    /// <param name="persons">Their identifiers, without doubles.</param>
    IReadOnlyList<string?> Enter(string column, IReadOnlyList<string> persons);

    /// <summary>The pseudonym of a person; null when there is no key for them.</summary>
    /// <param name="column">The column that identifies them.</param>
    /// <param name="person">The identifier.</param>
    string? Find(string column, string person);
}
