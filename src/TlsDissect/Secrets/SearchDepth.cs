using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// How far sequence numbers and KeyUpdates are searched for a direction whose start was not captured. All secrets of the key log are tried
/// to one depth before any is tried to the next, because most captures begin soon after the connection does.
/// </summary>
internal static class SearchDepth
{
    /// <summary>Number of depths.</summary>
    public const int Levels = 6;

    /// <summary>The depth at which a record is tried without the records after it, which may be under other keys.</summary>
    public const int Alone = 3;

    private static readonly int[] Fast = [256, 256, 256, 8, 1 << 16, 1 << 20];
    private static readonly int[] Slow = [32, 32, 32, 8, 1 << 11, 1 << 15];
    private static readonly int[] Updates = [0, 0, 4, 4, 0, 2];

    /// <summary>The first depth at which a suite is tried if the negotiated suite is unknown. All but four suites are rare.</summary>
    public static int FirstLevel(CipherSuite suite) =>
        suite.Id is CipherSuiteId.TLS_AES_128_GCM_SHA256 or CipherSuiteId.TLS_AES_256_GCM_SHA384 or
        CipherSuiteId.TLS_CHACHA20_POLY1305_SHA256 or CipherSuiteId.TLS_AES_128_CCM_SHA256 ? 0 : 1;

    /// <summary>Number of KeyUpdates after the logged secret to try at a depth.</summary>
    public static int KeyUpdates(int level) => Updates[level];

    /// <summary>
    /// The sequence numbers to try at a depth after some KeyUpdates: from the first that no earlier depth tried, up to but excluding the
    /// last.
    /// </summary>
    public static (int From, int To) SequenceNumbers(CipherSuite suite, int level, int firstLevel, int updates)
    {
        int[] numbers = suite.Cipher is BulkCipher.Aes128 or BulkCipher.Aes256 ? Fast : Slow;
        int from = 0;
        for (int earlier = firstLevel; earlier < level && level != Alone; earlier++)
        {
            if (earlier != Alone && Updates[earlier] >= updates) from = numbers[earlier];
        }

        return (from, numbers[level]);
    }
}
