namespace TlsDissect.Fuzz;

/// <summary>
/// Feeds a target with changed seeds. The seeds are the repository's small captures and what is in them; the changes follow from a fixed
/// number, so that a failure comes again. <c>TLSDISSECT_FUZZ_ROUNDS</c> says how many times each seed is changed: 3 by default, a million
/// for a night.
/// </summary>
internal static class Fuzzing
{
    private const int LargestSeed = 20_000;

    public static int Rounds { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("TLSDISSECT_FUZZ_ROUNDS"), out int rounds) ? rounds : 3;

    /// <summary>Small captures of the repository.</summary>
    public static IEnumerable<byte[]> Captures() =>
        Repository.Cases.SelectMany(name => Directory.EnumerateFiles(Repository.CaseFolder(name), "capture.pcap*"))
        .Where(path => new FileInfo(path).Length <= LargestSeed).Select(File.ReadAllBytes);

    /// <summary>The seeds of one target, which <c>make-corpus.py</c> makes from captures and keys of the repository.</summary>
    public static IEnumerable<byte[]> Corpus(string target) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "TlsDissect.Fuzz", "Corpus", target)).Order(StringComparer.Ordinal)
            .Select(File.ReadAllBytes);

    /// <summary>Runs every seed as it is and changed; what the target throws names the round.</summary>
    public static void Run(IEnumerable<byte[]> seeds, Action<byte[]> target)
    {
        int number = 0;
        foreach (byte[] seed in seeds)
        {
            target(seed);
            for (int round = 0; round < Rounds; round++)
            {
                byte[] changed = Change(seed, new Random(number * 1_000_003 + round));
                try
                {
                    target(changed);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"seed {number}, round {round}: {Convert.ToBase64String(changed)}", e);
                }
            }

            number++;
        }

        Assert.True(number > 0, "no seeds");
    }

    /// <summary>A seed with some bytes changed, taken away or repeated.</summary>
    public static byte[] Change(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int changes = random.Next(1, 12); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)0xFF; break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                default: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
            }
        }

        return [.. bytes];
    }
}
