import java.io.*;
import java.net.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import javax.net.ssl.*;

/** One page over TLS by Java, one side, with its usual settings: java Page.java client PORT ROOT, or java Page.java server PORT STORE PAGE.
 *  ROOT and STORE are PKCS #12 files: the authority that the client trusts, and the server's key with its chain. */
public class Page {
    static final char[] PASSWORD = "secret".toCharArray();

    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        KeyStore store = KeyStore.getInstance(new File(arguments[2]), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        if (arguments[0].equals("client")) {
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(store);
            context.init(null, trusted.getTrustManagers(), null);
            request(context.getSocketFactory(), port);
        } else {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            context.init(keys.getKeyManagers(), null, null);
            serve(context.getServerSocketFactory(), port, Files.readAllBytes(Path.of(arguments[3])));
        }
    }

    static void request(SSLSocketFactory sockets, int port) throws IOException {
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
        try (SSLSocket socket = (SSLSocket) sockets.createSocket(plain, "server.example", port, true)) {
            socket.getOutputStream().write("GET /hello.html HTTP/1.1\r\nHost: server.example\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            System.out.write(socket.getInputStream().readAllBytes());
            System.out.flush();
        }
    }

    static void serve(ServerSocketFactory sockets, int port, byte[] page) throws IOException {
        try (ServerSocket listener = sockets.createServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket socket = listener.accept()) {
                    BufferedReader request = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                    while (!request.readLine().isEmpty()) continue;
                    OutputStream out = socket.getOutputStream();
                    out.write("HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    out.write(page);
                }
            }
        }
    }
}
