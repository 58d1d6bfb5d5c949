using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Privacy;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class PersonBookTests : IDisposable
{
    private const string Column = "customer_id";
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly Workspace _workspace;
    private readonly string? _ledger;

    protected PersonBookTests(string? ledger) => _workspace = Workspace.Open(_folder, new ManualClock(), _ledger = ledger);

    private PersonBook Book => _workspace.Persons;

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Enter_EachPersonKeepsOnePseudonymOfTheirOwn()
    {
        string[] persons = ["17850", "Müller|Söhne", "o'Neill", ""];
        var first = Book.Enter(Column, persons);
        Assert.All(first, p => Assert.True(PersonKey.IsPseudonym(p!)));
        Assert.Equal(persons.Length, first.Distinct().Count());
        Assert.Equal(first.Reverse(), Book.Enter(Column, [.. persons.Reverse()]));
        Assert.NotEqual(first[0], Book.Enter("supplier_id", ["17850"])[0]);
        Assert.Equal(first[0], Book.Find(Column, "17850"));
        Assert.Null(Book.Find(Column, "17851"));
        Assert.Equal(new PersonRecord(Column, "17850", first[0]!), Assert.Single(Book.Search(first[0]!)));
        Assert.Equal(2, Book.Search("17850").Count);
    }

    [Fact]
    public void Enter_MorePersonsThanAStatementTakes_AreAllThere()
    {
        string[] persons = [.. Enumerable.Range(0, 3_001).Select(i => $"person {i:D5}")];
        var first = Book.Enter(Column, persons);
        Assert.Equal(persons.Length, first.OfType<string>().Distinct().Count());
        Assert.Equal(first, Book.Enter(Column, persons));
        Assert.Equal(persons, Book.List(Column).Select(p => p.Person));
    }

    [Fact]
    public void Enter_OfTheSamePersonsByTwoAtOnce_GivesEachOnePseudonym()
    {
        using var other = Workspace.Open(_folder, new ManualClock(), _ledger);
        string[] persons = [.. Enumerable.Range(0, 2_000).Select(i => $"person {i:D5}")];
        var (here, there) = (Array.Empty<string?>(), Array.Empty<string?>());
        Parallel.Invoke(() => here = [.. Book.Enter(Column, persons)], () => there = [.. other.Persons.Enter(Column, persons)]);
        Assert.Equal(here, there);
        Assert.Equal(persons.Length, here.OfType<string>().Distinct().Count());
    }

    [Fact]
    public void Erase_LeavesNothingThatTellsWhoItWas()
    {
        var pseudonym = Book.Enter(Column, ["17850", "17851"])[0]!;
        var (eraser, state) = (new PersonEraser(_workspace), Book.State);
        var erasure = eraser.Erase(eraser.Find("17850", null), staysErased: true, "maria", "DSR-1");
        Assert.Equal((pseudonym, true), (erasure.Person.Pseudonym, erasure.StaysErased));
        Assert.Empty(erasure.Left);
        Assert.Equal((null, "17851"), (Book.Find(Column, "17850"), Assert.Single(Book.List()).Person));
        Assert.NotEqual(state, Book.State);

        var entry = Assert.Single(_workspace.Audit.Find(new AuditFilter { Kind = "person.erased" }));
        Assert.Equal((pseudonym, "maria"), (entry.Subject, entry.Actor));
        Assert.DoesNotContain("17850", entry.Facts, StringComparison.Ordinal);
        Assert.Empty(_workspace.Audit.Verify().Findings);
        Assert.Equal("SEG-PRIV-002", Assert.Throws<ProblemException>(() => eraser.Find("17850", null)).Problems[0].Code);
    }

    [Fact]
    public void Enter_OfWhoWasErased_GivesNobodyUntilItIsLifted()
    {
        var first = Book.Enter(Column, ["17850"])[0];
        var eraser = new PersonEraser(_workspace);
        eraser.Erase(eraser.Find("17850", Column), staysErased: true, "maria", "DSR-1");
        Assert.Null(Book.Enter(Column, ["17850"])[0]);
        Assert.NotNull(Book.Enter("supplier_id", ["17850"])[0]);
        Assert.Equal(1, Book.Lift("maria", "clean"));
        var state = Book.State;
        Assert.Equal(0, Book.Lift("maria", "clean"));
        Assert.Equal(state, Book.State);
        Assert.Single(_workspace.Audit.Find(new AuditFilter { Kind = "person.lifted" }));
        Assert.NotEqual(first, Book.Enter(Column, ["17850"])[0]!);
    }

    [Fact]
    public void Enter_OfWhoWasErasedAndMayReturn_GivesANewPerson()
    {
        var first = Book.Enter(Column, ["17850"])[0];
        var eraser = new PersonEraser(_workspace);
        eraser.Erase(eraser.Find("17850", Column), staysErased: false, "maria", "DSR-1");
        var second = Book.Enter(Column, ["17850"])[0];
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void Erase_ThatNamesThePersonOrMeetsARun_ChangesNothing()
    {
        Book.Enter(Column, ["Anna Meier"]);
        var eraser = new PersonEraser(_workspace);
        var person = eraser.Find("Anna Meier", null);
        Assert.Equal("SEG-PRIV-005", Assert.Throws<ProblemException>(() => eraser.Erase(person, true, "maria", "asked by anna meier")).Problems[0].Code);
        Directory.CreateDirectory(Path.Combine(_workspace.CacheFolder, "shop"));
        using (_workspace.Locks.TryAcquire("shop"))
        {
            Assert.Equal("SEG-PRIV-003", Assert.Throws<ProblemException>(() => eraser.Erase(person, true, "maria", "DSR-2")).Problems[0].Code);
        }

        Assert.NotNull(Book.Find(Column, "Anna Meier"));
        Assert.Empty(_workspace.Audit.Find(new AuditFilter { Kind = "person" }));
    }

    /// <summary>The bytes of the ledger's files, which other tables and the server's own log are no part of.</summary>
    protected bool LedgerHolds(string text)
        => Directory.EnumerateFiles(_folder, "ledger.db*").Any(f => Read(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    protected PersonBook Persons => Book;

    protected Workspace Workspace => _workspace;

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
