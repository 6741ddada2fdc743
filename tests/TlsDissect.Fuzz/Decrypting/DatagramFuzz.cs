namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// Changes the datagrams of every capture of DTLS and decrypts them with their own keys. Nothing throws, nothing is shown that was not
/// sent, and at the end no memory is counted any more.
/// </summary>
public sealed class DatagramFuzz
{
    [Fact]
    public void Changed_datagrams_show_nothing_that_was_not_sent_and_leave_nothing_behind()
    {
        int cases = 0;
        foreach (string name in Repository.CasesOf("dtls"))
        {
            FuzzCase fuzzed = new(Repository.CaseFolder(name));
            FuzzDatagram[] sent = FuzzDatagram.Read(fuzzed);
            HashSet<string> shown = [.. Dissect(sent, fuzzed.Keys(), new Random(0), isLate: false)];
            cases++;
            for (int seed = 0; seed < Fuzzing.Rounds; seed++)
            {
                Random random = new(unchecked(seed * 1_000_003 + name.Length * 31 + sent.Length));
                try
                {
                    List<FuzzDatagram> changed = DatagramDissection.Change(sent, random);
                    Assert.Empty(Dissect(changed, fuzzed.Keys(), random, isLate: random.Next(3) == 0).Except(shown));
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"case {name}, seed {seed}", e);
                }
            }
        }

        Assert.True(cases > 0, "no captures");
    }

    /// <summary>Each record that is shown, with its sender.</summary>
    private static List<string> Dissect(IReadOnlyList<FuzzDatagram> datagrams, KeyRing keys, Random random, bool isLate) =>
    [
        .. DatagramDissection.Dissect(datagrams, keys, random, isLate).Records
            .Select(record => $"{record.From} {Convert.ToHexString(record.Bytes)}"),
    ];
}
