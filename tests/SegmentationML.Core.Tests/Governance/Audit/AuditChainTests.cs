using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Core.Tests.Governance.Audit;

public sealed class AuditChainTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);
    private static readonly AuditEntry[] Chain = Build(8);

    /// <summary>
    /// Python 3.11: hashlib.sha256(json.dumps({"actor":"Maria Østergård","facts":{"now.live":"3","version":"3"},"kind":"version.published","previous":"0"*64,"sequence":1,
    /// "subject":"spare-parts","time":"2026-11-22T09:30:15.000Z"}, sort_keys=True, separators=(',',':'), ensure_ascii=False).encode()).hexdigest()
    /// </summary>
    [Fact]
    public void Hash_OfAnEntry_IsTheShaOfItsCanonicalJson()
    {
        var entry = AuditEntry.After(0, AuditEntry.Beginning, AuditEvent.Of("version.published", "spare-parts", "Maria Østergård", ("version", "3"), ("now.live", "3")), Start);

        Assert.Equal("0d43c4ecb216d100cb93eac4916324ac85d48cf6ffed8e91117abd139346882c", entry.Hash);
        Assert.Equal("{\"now.live\":\"3\",\"version\":\"3\"}", entry.Facts);
    }

    [Fact]
    public void Verify_WholeChain_FindsNothing()
    {
        Assert.Empty(Verify(Chain));
        Assert.Empty(Verify([]));
        Assert.Empty(Verify(Chain, anchor: Chain[3].Hash));
    }

    [Fact]
    public void Verify_AnyFieldOfAnyEntryEdited_IsFoundAtThatEntry()
    {
        Func<AuditEntry, AuditEntry>[] edits =
        [
            e => e with { Time = "2026-11-22T09:30:16.999Z" }, e => e with { Kind = "version.expired" }, e => e with { Subject = "other" }, e => e with { Actor = "Eve" },
            e => e with { Facts = "{\"now.live\":\"9\"}" }, e => e with { Facts = "not json" }, e => e with { Previous = new string('f', 64) }, e => e with { Hash = new string('f', 64) },
        ];
        foreach (var edit in edits)
        {
            for (var i = 0; i < Chain.Length; i++)
            {
                AuditEntry[] forged = [.. Chain];
                forged[i] = edit(forged[i]);

                Assert.Contains(Verify(forged), p => p.Code == "SEG-AUD-002" && p.What.StartsWith($"Entry {i + 1} ", StringComparison.Ordinal));
            }
        }
    }

    /// <summary>Whoever can write can also hash: then the next entry no longer follows.</summary>
    [Fact]
    public void Verify_EntryEditedAndHashedAnew_IsFoundAtTheNextOne()
    {
        for (var i = 0; i < Chain.Length - 1; i++)
        {
            AuditEntry[] forged = [.. Chain];
            var edited = forged[i] with { Actor = "Eve" };
            forged[i] = edited with { Hash = edited.Digest() };

            var problem = Assert.Single(Verify(forged));
            Assert.Equal("SEG-AUD-004", problem.Code);
            Assert.StartsWith($"Entry {i + 2} ", problem.What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Verify_AnyRunOfEntriesDeleted_IsNamed()
    {
        for (var from = 0; from < Chain.Length; from++)
        {
            for (var to = from; to < Chain.Length; to++)
            {
                var left = Chain.Where((_, i) => i < from || i > to).ToArray();

                var problem = Assert.Single(Verify(left, Chain[^1]));
                Assert.Equal("SEG-AUD-003", problem.Code);
                Assert.StartsWith(from == to ? $"Entry {from + 1} is" : $"Entries {from + 1} to {to + 1} are", problem.What, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Verify_AnyTwoEntriesExchanged_AreBothFound()
    {
        for (var a = 0; a < Chain.Length; a++)
        {
            for (var b = a + 1; b < Chain.Length; b++)
            {
                AuditEntry[] forged = [.. Chain];
                (forged[a], forged[b]) = (Chain[b] with { Sequence = a + 1 }, Chain[a] with { Sequence = b + 1 });

                var found = Verify(forged);
                Assert.Contains(found, p => p.What.StartsWith($"Entry {a + 1} ", StringComparison.Ordinal));
                Assert.Contains(found, p => p.What.StartsWith($"Entry {b + 1} ", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Verify_EndCutOffWithItsNote_IsFoundByAnAnchorOnly()
    {
        var cut = Chain[..5];

        Assert.Empty(Verify(cut));
        Assert.Equal("SEG-AUD-006", Assert.Single(Verify(cut, anchor: Chain[^1].Hash)).Code);
        Assert.Empty(Verify(cut, anchor: Chain[4].Hash));
    }

    [Fact]
    public void Verify_LastEntryRewritten_DiffersFromTheNote()
    {
        AuditEntry[] forged = [.. Chain];
        var edited = forged[^1] with { Actor = "Eve" };
        forged[^1] = edited with { Hash = edited.Digest() };

        Assert.Equal("SEG-AUD-005", Assert.Single(Verify(forged, Chain[^1])).Code);
    }

    [Fact]
    public void Verify_EveryEntryBroken_ListsAHundredAndCountsTheRest()
    {
        var found = Verify([.. Build(250).Select(e => e with { Actor = "Eve" })]);

        Assert.Equal(101, found.Count);
        Assert.StartsWith("150 more", found[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfTheChain_IsTheLastStatementOfEach()
    {
        var replay = new AuditReplay();
        replay.Take(Entry("version.published", "parts", ("now.live", "1"), ("now.1", "aa")));
        replay.Take(Entry("version.published", "parts", ("now.live", "2"), ("now.2", "bb"), ("parent", "1")));
        replay.Take(Entry("version.expired", "parts", ("now.1", "")));
        replay.Take(Entry("run.started", "r1", ("attempt", "1")));
        Dictionary<AuditState, string> stored = new() { [new("version", "parts", "live")] = "2", [new("version", "parts", "2")] = "bb" };

        Assert.Equal(stored, replay.States);
        Assert.Empty(replay.Compare(stored));
    }

    [Fact]
    public void Compare_StateChangedPastTheChain_IsNamed()
    {
        var replay = new AuditReplay();
        replay.Take(Entry("version.published", "parts", ("now.live", "1")));
        replay.Take(Entry("override.added", "7", ("now.state", "active")));

        var found = replay.Compare(new Dictionary<AuditState, string> { [new("version", "parts", "live")] = "2", [new("case", "9", "state")] = "open" });

        Assert.Equal(
            ["version parts, live: the chain says '1', the ledger '2'.", "case 9, state: the chain says nothing, the ledger 'open'.", "override 7, state: the chain says 'active', the ledger nothing."],
            found.Select(p => p.What));
    }

    [Theory]
    [InlineData("Version.Published", "parts", "maria")]
    [InlineData("version", "parts", "maria")]
    [InlineData("version..published", "parts", "maria")]
    [InlineData("version.published", "", "maria")]
    [InlineData("version.published", "a\0b", "maria")]
    [InlineData("version.published", "parts", "")]
    [InlineData("version.published", "parts", "ma\u202Eria")]
    [InlineData("version.published", "parts", " maria")]
    [InlineData("version.published", "parts", "Maria\u0301")]
    public void After_EventThatBreaksItsRules_IsRefused(string kind, string subject, string actor)
        => Assert.Throws<ProblemException>(() => AuditEntry.After(0, AuditEntry.Beginning, AuditEvent.Of(kind, subject, actor), Start));

    [Fact]
    public void After_FactsOutOfBounds_AreRefused()
    {
        Assert.Throws<ProblemException>(() => Entry("a.b", "s", ("a fact", "x")));
        Assert.Throws<ProblemException>(() => Entry("a.b", "s", ("fact", new string('x', 4001))));
        Assert.Throws<ProblemException>(() => Entry("a.b", "s", [.. Enumerable.Range(0, 65).Select(i => ($"f{i}", (string?)"x"))]));
    }

    [Fact]
    public void Line_Written_ReadsBackAsTheSameEntry()
        => Assert.All(Chain, entry => Assert.Equal(entry, AuditLine.Read(entry.ToJson(), 1)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("NaN")]
    [InlineData("""{"actor":"a","facts":{},"hash":"h","kind":"k","previous":"p","sequence":1e400,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"a","facts":{"n":-0},"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"a","facts":{},"hash":"h","kind":"k","previous":"p","sequence":1.0,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"a","actor":"b","facts":{},"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"a","facts":{},"hash":"h","kind":"k","more":1,"previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{ "actor":"a","facts":{},"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"\ud800","facts":{},"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":null,"facts":{},"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    [InlineData("""{"actor":"a","facts":[],"hash":"h","kind":"k","previous":"p","sequence":1,"subject":"s","time":"t"}""")]
    public void Line_OfAnotherForm_IsRefused(string line)
        => Assert.Equal("SEG-AUD-008", Assert.Single(Assert.Throws<ProblemException>(() => AuditLine.Read(line, 7)).Problems).Code);

    [Fact]
    public void Line_NestedThreeThousandDeep_IsRefused()
        => Assert.Throws<ProblemException>(() => AuditLine.Read($$"""{"facts":{{new string('[', 3000)}}{{new string(']', 3000)}}}""", 1));

    private static AuditEntry[] Build(int count)
    {
        var chain = new AuditEntry[count];
        for (var i = 0; i < count; i++)
        {
            chain[i] = AuditEntry.After(i, i == 0 ? AuditEntry.Beginning : chain[i - 1].Hash, AuditEvent.Of("version.published", "parts", "maria", ("now.live", $"{i + 1}"), ("note", "Grüße \"x\"\n\\ 😀")), Start.AddSeconds(i));
        }

        return chain;
    }

    private static AuditEntry Entry(string kind, string subject, params (string, string?)[] facts) => AuditEntry.After(0, AuditEntry.Beginning, AuditEvent.Of(kind, subject, "maria", facts), Start);

    private static IReadOnlyList<Problem> Verify(AuditEntry[] entries, AuditEntry? noted = null, string? anchor = null)
    {
        var verifier = new AuditVerifier(anchor);
        foreach (var entry in entries)
        {
            verifier.Take(entry);
        }

        noted ??= entries.LastOrDefault();
        return verifier.End(noted?.Sequence ?? 0, noted?.Hash ?? AuditEntry.Beginning);
    }
}
