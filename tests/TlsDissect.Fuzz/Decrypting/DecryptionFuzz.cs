using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace TlsDissect.Fuzz.Decrypting;

/// <summary>
/// Changes every capture (bytes of the file, segments, records, key logs) and decrypts it with its own keys. Nothing throws, the work is
/// bounded, and nothing is shown that the unchanged capture does not show.
/// </summary>
/// <remarks>
/// A find names its case and its seed: <c>TLSDISSECT_FUZZ_CASE</c> and <c>TLSDISSECT_FUZZ_FIRST</c> set to them, with
/// <c>TLSDISSECT_FUZZ_ROUNDS=1</c>, run it again.
/// </remarks>
public sealed class DecryptionFuzz(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int SmallCase = 20_000;
    private const int LargeCase = 100_000;
    private const int MaxFinds = 40;

    /// <summary>Bytes that dissecting one small capture may allocate: more is not bounded work.</summary>
    private const long MaxAllocated = 512L << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public void Changed_captures_show_nothing_that_was_not_sent()
    {
        string? only = Environment.GetEnvironmentVariable("TLSDISSECT_FUZZ_CASE");
        int first = int.TryParse(Environment.GetEnvironmentVariable("TLSDISSECT_FUZZ_FIRST"), out int given) ? given : 0;
        ConcurrentQueue<string> finds = new();
        long executions = 0;
        int cases = 0;
        Parallel.ForEach(FuzzCase.Folders(only), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, folder =>
        {
            FuzzCase fuzzed = new(folder);
            Interlocked.Increment(ref cases);
            // Of large ones there is one round for ten.
            int rounds = only is not null || fuzzed.FileBytes.Length <= SmallCase
                ? Fuzzing.Rounds
                : fuzzed.FileBytes.Length <= LargeCase ? Fuzzing.Rounds / 10 + 1 : Fuzzing.Rounds / 1000 + 1;
            for (int seed = first; seed < first + rounds && finds.Count < MaxFinds; seed++)
            {
                Interlocked.Increment(ref executions);
                if (Run(fuzzed, seed) is string find) finds.Enqueue(find);
            }
        });

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{executions} executions over {cases} captures"));
        Assert.True(cases > 0, "no captures");
        Assert.True(finds.IsEmpty,
            $"{finds.Count} finds in {executions} executions:\n{string.Join('\n', finds.Order(StringComparer.Ordinal))}");
    }

    private static string? Run(FuzzCase fuzzed, int seed)
    {
        Random random = new(unchecked(31 * Hash(fuzzed.Name) + 1_000_003 * seed));
        List<string> what = [];
        Stopwatch watch = Stopwatch.StartNew();
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            string? wrong = random.Next(16) == 0 ? RunFile(fuzzed, random, what) : RunSegments(fuzzed, random, what);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (wrong is null && allocated > MaxAllocated && fuzzed.FileBytes.Length <= LargeCase) wrong = $"{allocated} bytes allocated";
            if (wrong is null && watch.Elapsed > Longest) wrong = $"took {watch.Elapsed}";
            return wrong is null ? null : $"case {fuzzed.Name}, seed {seed} ({string.Join(", ", what)}): {wrong}";
        }
        catch (Exception e)
        {
            string thrown = string.Join('\n', e.ToString().Split('\n').Take(8));
            return $"case {fuzzed.Name}, seed {seed} ({string.Join(", ", what)}): {thrown}";
        }
    }

    private static string? RunSegments(FuzzCase fuzzed, Random random, List<string> what)
    {
        List<FuzzSegment> segments;
        if (random.Next(2) == 0)
        {
            segments = [.. fuzzed.Segments];
            SegmentChanges.Apply(segments, random, what);
        }
        else
        {
            List<CaseRecords.Piece> pieces = [.. fuzzed.Records.Pieces];
            RecordChanges.Apply(pieces, random, what);
            segments = fuzzed.Records.ToSegments(pieces);
            if (random.Next(4) == 0) SegmentChanges.Apply(segments, random, what);
        }

        // The master secret does as well as the RSA key, and costs less.
        bool onlyKeyLog = fuzzed.ProvedSecrets.Length > 0 && random.Next(8) != 0;
        byte[] log = onlyKeyLog && random.Next(4) != 0 ? fuzzed.ProvedSecrets : fuzzed.KeyLog;
        bool isLogChanged = log.Length > 0 && random.Next(6) == 0;
        if (isLogChanged) log = KeyLogChanges.Apply(log, random, what);
        DissectorOptions options = new()
        {
            MaxAwake = random.Next(4) == 0 ? 0 : 256,
            HashPlaintext = random.Next(8) == 0,
            VerifySignatures = random.Next(16) == 0,
            MaxWaitingBytes = random.Next(8) == 0 ? 2000 : 1 << 20,
            MaxTrialBytes = random.Next(8) == 0 ? 5000 : 256 << 10,
        };
        if (random.Next(6) != 0)
            return fuzzed.Expected.Check(FuzzCase.Dissect(segments, fuzzed.Keys(log, onlyKeyLog), options), isWithEndpoints: true,
                isLogChanged);

        // The keys come late, as those of a live capture do.
        KeyRing keys = fuzzed.Keys([], onlyKeyLog, withBlocks: false);
        keys.MayGrow = true;
        int at = random.Next(segments.Count + 1);
        what.Add($"keys at {at}");
        DissectorOptions late = options with { KeyWait = TimeSpan.FromSeconds(random.Next(3)) };
        return fuzzed.Expected.Check(FuzzCase.Dissect(segments, keys, late, (dissector, i) =>
        {
            if (i != at) return;
            keys.KeyLog!.Add(log, fuzzed.Name, fromSecretsBlock: false);
            fuzzed.AddBlocks(keys);
            dissector.KeysAdded();
        }), isWithEndpoints: true, isLogChanged);
    }

    /// <summary>Changes the file's own bytes. Only a file that is not a capture may be refused.</summary>
    private static string? RunFile(FuzzCase fuzzed, Random random, List<string> what)
    {
        what.Add("bytes of the file");
        byte[] content = Fuzzing.Change(fuzzed.FileBytes, random);
        PlaintextSink shown = new();
        KeyRing keys = fuzzed.Keys(fuzzed.ProvedSecrets.Length > 0 ? fuzzed.ProvedSecrets : null, fuzzed.ProvedSecrets.Length > 0);
        return WholeDissectorFuzz.TryDissect(content, keys, shown) ? fuzzed.Expected.Check(shown, isWithEndpoints: false) : null;
    }

    private static int Hash(string text) => Encoding.UTF8.GetBytes(text).Aggregate(17, (hash, b) => unchecked(hash * 1_000_003 + b));
}
