namespace TlsDissect.Tests.Layering;

/// <summary>
/// Tests wait for conditions with a generous limit, and measure work, not time: a second here is a minute if all cores are busy.
/// </summary>
public class FixedTimesTests
{
    [Fact]
    public void No_test_depends_on_a_fixed_time()
    {
        string tests = Path.Combine(Repository.Root, "tests");
        string[] files = [.. Directory.EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories).Where(IsTest)];
        Assert.True(files.Length > 100, "the tests were not found");
        Assert.Empty(
            files.SelectMany(path => FixedTimes.Of(File.ReadAllText(path)).Select(line => $"{Path.GetRelativePath(tests, path)}: {line}")));
    }

    [Theory]
    [InlineData("Thread.Sleep(2000);")]
    [InlineData("await Task.Delay(3000);")]
    [InlineData("using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));")]
    [InlineData("private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);")]
    [InlineData("Assert.True(waiting.Join(TimeSpan.FromSeconds(30)));")]
    [InlineData("Assert.True(process.WaitForExit(5000));")]
    [InlineData("OtherProcess.Run(\"timeout\", folder, null, \"20\");\nvar run = Start([\"timeout\", \"5\", \"openssl\"]);")]
    [InlineData("Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), name);")]
    [InlineData("Assert.InRange(watch.ElapsedMilliseconds, 0, 100);")]
    public void A_fixed_time_is_found(string line) => Assert.Single(FixedTimes.Of($"{{\n    {line}\n}}"));

    [Theory]
    [InlineData("program.Until(() => program.Output.Length > 0);")]
    [InlineData("Assert.True(thread.Join(Patience.Limit));")]
    [InlineData("var limits = new FragmentLimits { MaxAge = TimeSpan.FromSeconds(60) };")]
    [InlineData("KeyWait = TimeSpan.FromSeconds(10),")]
    [InlineData("[\"timeout\", \"1800\", \"openssl\"]")]
    [InlineData("wire.Wait(2100 * TcpWire.Millisecond).Other();")]
    [InlineData("// Thread.Sleep(2000) was here")]
    public void A_condition_is_let_through(string line) => Assert.Empty(FixedTimes.Of($"{{\n    {line}\n}}"));

    /// <summary>Not what is built, nor what waits between two looks, nor the two files that have the wrong lines as text.</summary>
    private static bool IsTest(string path) =>
        !path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "TlsDissect.Benchmarks") &&
            Path.GetFileName(path) is not ("Patience.cs" or "FixedTimes.cs" or "FixedTimesTests.cs");
}
