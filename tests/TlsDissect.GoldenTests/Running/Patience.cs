namespace TlsDissect.GoldenTests.Running;

/// <summary>
/// How long a test waits for what has to happen. Only a failure takes that long: a machine with all cores busy may need ten times as long
/// as an idle one. Tests never wait for a fixed time and assume that something has happened by then.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until something has happened; fails with what is known past the limit, or where it cannot happen any more.</summary>
    /// <param name="happened">Asked again and again.</param>
    /// <param name="known">For the failure.</param>
    /// <param name="isOver">Whether it must have happened by now; asked before <paramref name="happened"/>, so that nothing comes between
    /// the two.</param>
    public static void Until(Func<bool> happened, Func<string> known, Func<bool>? isOver = null)
    {
        long start = Environment.TickCount64;
        while (true)
        {
            bool over = isOver?.Invoke() == true || Environment.TickCount64 - start > Limit.TotalMilliseconds;
            if (happened()) return;
            if (over) Assert.Fail($"did not happen: {known()}");
            Thread.Sleep(Between);
        }
    }
}
