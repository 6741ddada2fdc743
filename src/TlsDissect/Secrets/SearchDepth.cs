using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// How far sequence numbers and KeyUpdates are searched for a direction whose start was not captured. All secrets of the key log are looked at to one depth before
/// any is looked at to the next: most captures begin soon after a connection did.
/// </summary>
internal static class SearchDepth
{
    /// <summary>How many there are.</summary>
    public const int Levels = 6;

    /// <summary>The depth at which a record is tried whatever those behind it look like: they may be under other keys.</summary>
    public const int Alone = 3;

    private static readonly int[] Fast = [256, 256, 256, 8, 1 << 16, 1 << 20];
    private static readonly int[] Slow = [32, 32, 32, 8, 1 << 11, 1 << 15];
    private static readonly int[] Updates = [0, 0, 4, 4, 0, 2];

    /// <summary>The depth from which on a suite is tried where nothing says which it is: hardly anybody has the others.</summary>
    public static int FirstLevel(CipherSuite suite) => suite.Id is 0x1301 or 0x1302 or 0x1303 or 0x1304 ? 0 : 1;

    /// <summary>KeyUpdates after the logged secret that are tried at a depth.</summary>
    public static int KeyUpdates(int level) => Updates[level];

    /// <summary>The first sequence number that was not tried at a lesser depth, and the one behind the last to try.</summary>
    /// <param name="suite">Of which some take more time.</param>
    /// <param name="level">The depth.</param>
    /// <param name="firstLevel">The suite's first.</param>
    /// <param name="updates">KeyUpdates after the logged secret.</param>
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
