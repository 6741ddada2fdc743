using TlsDissect.Protocol;

namespace TlsDissect.Tests.Connections;

/// <summary>The oracle of everything that is changed on purpose: the unchanged connection.</summary>
internal static class SentPlaintext
{
    /// <summary>Each record that is shown is one of the unchanged connection, in its order, or behind a gap the end of one.</summary>
    public static void AssertNothingElse(Dissection right, Dissection changed, string what)
    {
        foreach (Sender sender in new[] { Sender.Client, Sender.Server })
        {
            Queue<string> left = new(right.Plaintext(sender));
            for (int i = 0; i < changed.Records.Count; i++)
            {
                (Sender from, string plaintext) = changed.Records[i];
                if (from != sender) continue;
                bool mayBeEnd = changed.AfterGap.Contains(i);
                while (left.Count > 0 && left.Peek() != plaintext &&
                    !(mayBeEnd && left.Peek().EndsWith(plaintext, StringComparison.Ordinal))) left.Dequeue();
                Assert.True(left.Count > 0, $"{what}: {sender} never sent {plaintext}");
                left.Dequeue();
            }
        }
    }
}
