using SegmentationML.Storage.Privacy;

namespace SegmentationML.Storage.Tests.Ledger;

public sealed class PersonBookInAFileTests() : PersonBookTests(null)
{
    [Fact]
    public void Erase_TheBytesAreGoneFromTheFileAndItsLog()
    {
        Persons.Enter("customer_id", [.. Enumerable.Range(0, 500).Select(i => $"KUNDE-{i:D4}-ENDE")]);
        Assert.True(LedgerHolds("KUNDE-0123-ENDE"));
        var eraser = new PersonEraser(Workspace);
        eraser.Erase(eraser.Find("KUNDE-0123-ENDE", null), staysErased: true, "maria", "DSR-1");
        Assert.False(LedgerHolds("KUNDE-0123-ENDE"));
        Assert.True(LedgerHolds("KUNDE-0124-ENDE"));
    }
}
